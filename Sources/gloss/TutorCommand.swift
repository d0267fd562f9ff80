import ArgumentParser
import Foundation
import Glibc

struct TutorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutor", abstract: "Learn the keys in a notebook made for that, in a fresh copy.")

  func run() throws {
    guard isatty(STDOUT_FILENO) == 1 else { throw Failure("the tutorial needs a terminal") }
    try FullScreen.show([try Tutorial.freshCopy()])
  }
}

enum Tutorial {
  /// Writes the tutorial and its annotations into a folder of their own and returns the notes' path.
  static func freshCopy() throws -> String {
    let folder = NSTemporaryDirectory() + "/gloss-tutor-\(UUID().uuidString.prefix(8))"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(PackageResources.tutorial_md).write(to: URL(fileURLWithPath: folder + "/tutorial.md"))
      try Data(PackageResources.tutorial_md_review_yaml)
        .write(to: URL(fileURLWithPath: folder + "/tutorial.md.review.yaml"))
    } catch {
      throw Failure("no folder for the tutorial's copy: \(error.localizedDescription)")
    }
    return folder + "/tutorial.md"
  }
}
