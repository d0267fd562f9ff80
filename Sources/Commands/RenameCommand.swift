import App
import ArgumentParser
import Notebook
import Store

struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Rename or move notes together with their annotations.",
    discussion: """
      Nothing is overwritten. Where something goes wrong, both files stay where they were. Where the notes have their new \
      name already and only their annotations or drafts were left behind, those follow.
      """)

  @Argument(help: "A Markdown file.")
  var old: String

  @Argument(help: "Its new path, or a folder to move it to.")
  var new: String

  func run() throws {
    let environment = ProgramEnvironment.current.store
    do throws(StoreError) {
      if let detached = SidecarListing.detached(of: old, environment), SidecarListing.isSource(new, environment) {
        _ = try Store(environment).adopt(detached, for: new)
        SourceService(environment).renamed(detached.source, to: normalized(new, from: environment.currentDirectory))
        return
      }
      if !SidecarListing.isSource(old, environment), SidecarListing.isSource(new, environment),
        try !DraftJournal(environment).drafts(for: old).isEmpty
      {
        try DraftJournal(environment).move(from: old, to: new)
        return
      }
      let renamed = try Store(environment).rename(old, to: new)
      SourceService(environment).renamed(renamed.old, to: renamed.new)
    } catch {
      throw Failure(error.message)
    }
  }
}
