import Annotations
import Foundation
import Layout
import Notebook
import Outline
import Store

/// Files as the commands without a screen see them: opened one after the other, errors thrown.
final class Library {
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
  private let keeper: Keeper
  private var troubles: [Message] = []

  init(opening paths: [String]) throws {
    let environment = Surroundings().store
    tree = try Notes.tree(of: paths, environment)
    keeper = Keeper(environment)
  }

  var isSingleFile: Bool { tree.isSingleFile }
  var files: [FileIndex] { tree.files }

  func open(_ file: FileIndex) throws -> OpenedFile {
    let path = tree[file].path
    do {
      let source = try keeper.read(path)
      let read = try keeper.annotations(of: path)
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

  /// Adds an annotation and returns its id.
  func add(
    _ text: String, type: AnnotationType?, at anchor: Anchor, to file: OpenedFile, inPlace: Bool
  ) throws -> String {
    let annotation = Annotation(
      id: keeper.environment.newID(), author: Surroundings.author(configured: nil, source: file.path),
      timestamp: keeper.environment.now().text, text: text, type: type, anchor: anchor)
    do {
      _ = try keeper.save([.add(annotation)], to: file.path, hardLinks: inPlace ? .writeInPlace : .refuse)
      return annotation.id
    } catch {
      throw Failure("not saved: " + error.message)
    }
  }

  /// Carries out changes of a file's annotations; when it returns they are on the disk.
  func save(_ changes: [AnnotationChange], to file: OpenedFile) throws {
    do {
      _ = try keeper.save(changes, to: file.path)
    } catch {
      throw Failure("not saved: " + error.message)
    }
  }

  /// What stands in the sidecar of `file`, with all that is wrong with it.
  func sidecar(of file: FileIndex) throws -> OpenedSidecar {
    do {
      return try Store(keeper.environment).open(source: tree[file].path)
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

  var environment: StoreEnvironment { keeper.environment }

  /// Says on standard error what was wrong with the sidecars that were read.
  func reportTroubles() {
    for trouble in troubles { Output.complain(trouble.text) }
  }
}
