import App
import ArgumentParser
import Glibc

struct TutorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutor", abstract: "Learn the keys in a notebook made for that, in a fresh copy.")

  /// Shows a fresh copy of the tutorial full screen.
  ///
  /// - Throws: `Failure` where there is no terminal or the copy can't be written.
  func run() throws {
    guard isatty(STDOUT_FILENO) == 1 else { throw Failure("the tutorial needs a terminal") }
    try FullScreen.show([try Tutorial.freshCopy()])
  }
}
