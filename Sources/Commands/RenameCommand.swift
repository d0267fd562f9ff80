import App
import ArgumentParser
import Notebook
import Store

struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Rename or move notes, or a folder of them, together with their annotations.",
    discussion: """
      Nothing is overwritten. Where something goes wrong, both files stay where they were. Where the notes have their new \
      name already and only their annotations or drafts were left behind, those follow.
      """)

  @Argument(help: "A Markdown file or a folder.")
  var old: String

  @Argument(help: "Its new path, or a folder to move it to.")
  var new: String

  /// Whether it is a folder that was to be renamed.
  private func renameFolder(_ environment: StoreEnvironment) throws -> Bool {
    let path = normalized(old, from: environment.currentDirectory)
    let status = try? environment.fileSystem.status(of: path, in: nil, followingLinks: true)
    guard status?.kind == .folder else { return false }
    let reader = try NoteReader(opening: [old])
    do throws(StoreError) {
      let sources = reader.files.map { reader.tree[$0].path }
      let renamed = try Store(environment).renameFolder(old, to: new, sources: sources)
      SourceService(environment).renamed(renamed.old, to: renamed.new)
    } catch {
      throw Failure(error.message)
    }
    return true
  }

  /// Renames a note or a folder with its annotations and drafts, or has them follow a rename that was made already.
  ///
  /// - Throws: `Failure` where there is nothing to rename, the new name is taken or a file can't be moved.
  func run() throws {
    let environment = ProgramEnvironment.current.store
    if try renameFolder(environment) { return }
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
