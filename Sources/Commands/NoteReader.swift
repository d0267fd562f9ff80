import Annotations
import App
import ArgumentParser
import Foundation
import Layout
import Notebook
import Outline
import Store

/// Files as the commands without a screen see them: opened one after the other. What can't be read is said at once, and
/// keeps nothing else from being read.
final class NoteReader {
  struct OpenedFile {
    var path: String
    var outline: Outline
    var blob: String?
    var annotations: [Annotation]
    var placements: [Placement]
    /// The annotations as the detail pane shows them.
    var boxes: [TopicIndex: [AnnotationBox]]
    /// Older versions of the source by their blob, as far as they were needed.
    var oldSources: [String: Outline]
  }

  let tree: FileTree
  private let service: SourceService
  private var troubles: [Message] = []
  private var hasFailed = false

  init(opening paths: [String]) throws {
    let environment = ProgramEnvironment().store
    let listed = try PathArguments.tree(of: paths, environment)
    tree = listed.tree
    service = SourceService(environment)
    for failure in listed.failures { complain(Failure(StoreError.system(failure).message)) }
  }

  var isSingleFile: Bool { tree.isSingleFile }
  var files: [FileID] { tree.files }

  /// A file that may be one of many; nil, once that has been said, where it can't be read.
  func openIfReadable(_ file: FileID) -> OpenedFile? {
    do {
      return try open(file)
    } catch {
      complain(error)
      return nil
    }
  }

  func open(_ file: FileID) throws(Failure) -> OpenedFile {
    let path = tree[file].path
    do {
      let source = try service.read(path)
      let encoding = source.outline.encoding
      if encoding != .utf8 { Output.printError("\(path) is \(encoding.name), read as such") }
      let read = try service.annotations(of: path)
      if let trouble = read.trouble { troubles.append(trouble) }
      let document = Document(source, read, today: "")
      return OpenedFile(
        path: path, outline: source.outline, blob: source.blob, annotations: read.annotations,
        placements: document.placements(of: read.annotations), boxes: document.boxes,
        oldSources: read.oldSources)
    } catch {
      throw Failure(error.message)
    }
  }

  /// The topics of a file that are folded on the screen, where the notebook at `path` was shown before; else none.
  func foldedTopics(of file: FileID, _ outline: Outline, in path: String) -> Set<TopicIndex> {
    let name = isSingleFile ? "" : tree.name(of: file)
    guard let memory = service.memory(of: path) else { return [] }
    return memory.foldedTopics(of: name, in: outline) ?? memory.foldedTopics(of: tree[file].name, in: outline) ?? []
  }

  /// Adds an annotation and returns its id.
  func add(
    _ text: String, type: AnnotationType?, at anchor: Anchor, to file: OpenedFile, inPlace: Bool
  ) throws -> String {
    let annotation = Annotation(
      id: service.environment.newID(), author: ProgramEnvironment.author(configured: nil, source: file.path),
      timestamp: service.environment.now().text, text: text, type: type, anchor: anchor)
    do {
      let saved = try service.save([.add(annotation)], to: file.path, hardLinks: inPlace ? .writeInPlace : .refuse)
      if let words = saved.elsewhereWords { Output.printError(words) }
      return annotation.id
    } catch {
      throw Failure("not saved: " + error.message)
    }
  }

  /// Carries out changes of a file's annotations; when it returns they are on the disk.
  func save(_ changes: [AnnotationChange], to file: OpenedFile) throws(Failure) {
    do {
      _ = try service.save(changes, to: file.path)
    } catch {
      throw Failure("not saved: " + error.message)
    }
  }

  /// What stands in the sidecar of `file`, with all that is wrong with it.
  func sidecar(of file: FileID) throws(Failure) -> OpenedSidecar {
    do {
      return try Store(service.environment).open(source: tree[file].path)
    } catch {
      throw Failure(error.message)
    }
  }

  /// The files with what they hold; those that can't be read are left out.
  func sources() throws -> [(path: String, bytes: [UInt8])] {
    files.map { tree[$0].path }.filter { $0 != "-" }.compactMap { path in
      (try? SourceFile.read(path, environment)).map { (normalized(path, from: environment.currentDirectory), $0.bytes) }
    }
  }

  var environment: StoreEnvironment { service.environment }

  /// Says what went wrong with a part of what was asked for; `finish` tells the caller.
  func complain(_ failure: Failure) {
    Output.printError(failure.message)
    hasFailed = true
  }

  /// Says on standard error what was wrong with the sidecars that were read. Where one could not be read whole, what was
  /// printed is not all that there is, and `finish` fails.
  func reportTroubles(onlyErrors: Bool = false) {
    for trouble in troubles where !onlyErrors || trouble.tone == .error { Output.printError(trouble.text) }
    if troubles.contains(where: { $0.tone == .error }) { hasFailed = true }
  }

  /// Ends a command that has printed what it could.
  ///
  /// - Throws: the exit status of an error where something could not be read or done.
  func finish() throws(ExitCode) {
    if hasFailed { throw ExitCode(2) }
  }
}
