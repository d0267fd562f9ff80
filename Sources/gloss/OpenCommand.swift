import ArgumentParser
import CursesTerminal
import Foundation
import Glibc
import Notebook
import Store

struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Show notes full screen (this is what gloss does without a command).",
    shouldDisplay: false)

  @Argument(help: "Markdown files or folders; - is standard input.")
  var paths: [String] = []

  func run() throws { try OpenCommand.open(paths) }

  /// Shows `paths` full screen; prints the first as an outline where there is no screen.
  static func open(_ paths: [String]) throws {
    guard isatty(STDOUT_FILENO) == 1 else {
      guard let path = paths.first else {
        throw Failure("name a file: with standard output not a terminal, its outline is printed")
      }
      var outline = OutlineCommand()
      outline.path = path
      outline.depth = nil
      outline.format = .text
      try outline.run()
      return
    }
    try FullScreen.show(paths)
  }
}

enum FullScreen {
  /// Shows `paths` until the reader quits.
  static func show(_ paths: [String]) throws {
    let surroundings = Surroundings()
    let paths = try paths.isEmpty ? standing(surroundings) : paths
    if let (tree, path) = try Notes.folder(of: paths, surroundings.store) {
      try show(tree, listing: path, surroundings)
      return
    }
    let tree = try Notes.tree(of: paths, surroundings.store)
    let source = tree.isSingleFile ? try read(tree[FileTree.root].path, surroundings.store) : nil
    do {
      try Session.open(tree, surroundings: surroundings, terminal: try terminal()).run(showing: source)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// Shows a folder of which only the beginning need be listed yet.
  private static func show(_ tree: FileTree, listing path: String, _ surroundings: Surroundings) throws {
    var tree = tree
    do {
      let lister = try Lister(of: path, surroundings.store)
      let (files, isComplete, trouble) = lister.beginning()
      if isComplete, files.isEmpty { throw Failure(Notes.nothing(in: path)) }
      for file in files { tree.append(file.name, in: file.folders) }
      let session = try Session.open(
        tree, surroundings: surroundings, terminal: try terminal(), listedBy: isComplete ? nil : lister,
        isFolder: true)
      session.run(showing: nil, saying: trouble)
    } catch let error as StoreError {
      throw Failure(error.message)
    } catch let error as TerminalError {
      throw Failure(error.description)
    }
  }

  /// What is shown when nothing is named: the last notebook, else the notes of the current folder, else the tutorial.
  private static func standing(_ surroundings: Surroundings) throws -> [String] {
    if let last = Keeper(surroundings.store).programMemory?.lastNotebook,
      FileManager.default.fileExists(atPath: last)
    {
      return [last]
    }
    var here = try? FolderListing(of: ".", surroundings.store)
    return here?.next() != nil ? ["."] : [try Tutorial.freshCopy()]
  }

  /// Reads the file, or enough of it, before the screen is taken, so that a complaint is left to be read.
  private static func read(_ path: String, _ environment: StoreEnvironment) throws -> SourceFile {
    do throws(StoreError) {
      return try Keeper.readBeginning(path, environment)
    } catch {
      throw Failure(error.message)
    }
  }

  /// Where the keys come from: standard input, or the terminal itself where notes come that way.
  private static func terminal() throws -> CInt {
    if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw TerminalError.notATerminal }
    return descriptor
  }
}
