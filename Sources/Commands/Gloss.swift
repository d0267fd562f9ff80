import ArgumentParser

/// The root command, which holds the others.
struct Gloss: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gloss",
    abstract: "Read Markdown notes as an outline, and write in their margin.",
    discussion: """
      gloss FILE.md shows the notes full screen: ? there shows the keys, q quits. The notes are never changed; \
      annotations are kept beside them in NAME.md.review.yaml. \
      gloss manual, or man gloss, has everything.
      """,
    version: "0.2.0",
    subcommands: [
      OpenCommand.self, TutorCommand.self, OutlineCommand.self, AnnotateCommand.self, AnnotationsCommand.self,
      ReplyCommand.self, ResolveCommand.self, ReopenCommand.self, EditCommand.self, DeleteCommand.self,
      MoveCommand.self, UndoCommand.self, ReviewCommand.self, ImportCommand.self, WatchCommand.self, MCPCommand.self,
      SearchCommand.self, IndexCommand.self, CheckCommand.self, ReanchorCommand.self, ExportCommand.self,
      RenameCommand.self,
      MergeSidecarCommand.self, KeysCommand.self, ThemesCommand.self, ConfigCommand.self, DoctorCommand.self,
      ShowCommand.self,
      ManualCommand.self,
      CompleteCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)
}
