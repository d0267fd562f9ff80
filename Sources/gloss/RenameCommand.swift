import ArgumentParser
import Foundation
import Notebook
import Store

struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Rename or move notes together with their annotations.",
    discussion: "Nothing is overwritten. Where something goes wrong, both files stay where they were.")

  @Argument(help: "A Markdown file.")
  var old: String

  @Argument(help: "Its new path, or a folder to move it to.")
  var new: String

  func run() throws {
    let environment = StoreEnvironment.live(variables: ProcessInfo.processInfo.environment)
    do throws(StoreError) {
      let renamed = try Store(environment).rename(old, to: new)
      Keeper(environment).renamed(renamed.old, to: renamed.new)
    } catch {
      throw Failure(error.message)
    }
  }
}
