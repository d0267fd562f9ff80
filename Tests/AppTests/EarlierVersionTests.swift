import Annotations
import Foundation
import Notebook
import Outline
import Store
import StoreHarness
import Testing

@testable import App

/// Notes, sidecars and a state folder as the first version of the program wrote them, which knew no dialects.
///
/// It had an annotation made at each topic that it saw. Its folder was called `/tmp/gloss-earlier/notes`.
struct EarlierVersionTests {
  private let folder = TemporaryFolder()
  private let service: SourceService

  private static let place: String = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    return tests.appending(path: "../Fixtures/Earlier").standardizedFileURL.path
  }()

  private static let notes: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: place + "/notes")
    return (names ?? []).filter { $0.hasSuffix(".md") }.sorted()
  }()

  init() throws {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: Self.place + "/notes") {
      try files.copyItem(atPath: Self.place + "/notes/" + name, toPath: folder.path + "/" + name)
    }
    let environment = folder.environment()
    // What is kept of a file is found by a name that is made of its path.
    let state = Self.place + "/state"
    for kind in try files.contentsOfDirectory(atPath: state) {
      for name in ["tasks.md", "tasks.md.review.yaml"] {
        let kept = state + "/\(kind)/" + DraftJournal.name(of: "/tmp/gloss-earlier/notes/" + name)
        guard files.fileExists(atPath: kept) else { continue }
        let place = environment.stateDirectory + "/" + kind
        try files.createDirectory(atPath: place, withIntermediateDirectories: true)
        try files.copyItem(atPath: kept, toPath: place + "/" + DraftJournal.name(of: folder.path + "/" + name))
      }
    }
    service = SourceService(environment)
  }

  private func document(_ name: String) throws -> Document {
    let opened = try service.read(folder.path + "/" + name)
    return Document(opened, try service.annotations(of: folder.path + "/" + name), today: "2030-01-01")
  }

  @Test("There is a note for each kind of dialect")
  func fixtures() { #expect(Self.notes.count >= 20) }

  @Test("On an unchanged file each annotation is on the line that it was made on, for sure", arguments: notes)
  func unchanged(_ name: String) throws {
    let document = try document(name)
    #expect(!document.annotations.isEmpty || name == "rule.md")
    for (annotation, placement) in zip(document.annotations, document.placements(of: document.annotations)) {
      #expect(placement.state == .exact, "\(annotation.text)")
      guard let line = annotation.anchor.line else { continue }
      let outline = document.outline
      let topic = outline[placement.topic]
      let place = placement.quotation.map { outline.line(at: $0.lowerBound).int } ?? topic.line.int
      #expect(place == line, "\(annotation.text)")
      if annotation.anchor.target == .topic, placement.quotation == nil {
        #expect(outline.topic(atLine: LineNumber(line)) == placement.topic || topic.title.isEmpty, "\(annotation.text)")
      }
    }
  }

  @Test("When lines come in above, what was archived leads there, and without it nothing goes astray", arguments: notes)
  func changed(_ name: String) throws {
    guard !["utf16.md", "front.md", "toml.md", "list-head.md", "rule.md"].contains(name) else { return }
    let path = folder.path + "/" + name
    let before = try document(name)
    let isKept = (try? service.archive.keep([UInt8](Data(contentsOf: URL(filePath: path))))) != nil
    #expect(isKept)
    let mark = before.outline.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    try Data(bytes[..<mark] + Array("Two lines\n\n".utf8) + bytes[mark...]).write(to: URL(filePath: path))
    for keepsArchive in [true, false] {
      if !keepsArchive {
        try FileManager.default.removeItem(atPath: folder.environment().stateDirectory + "/sources")
      }
      let other = SourceService(folder.environment())
      let opened = try other.read(path)
      let document = Document(opened, try other.annotations(of: path), today: "2030-01-01")
      for (annotation, placement) in zip(document.annotations, document.placements(of: document.annotations)) {
        guard let line = annotation.anchor.line else { continue }
        if keepsArchive { #expect(placement.state.isAttached, "\(annotation.text): \(placement.state)") }
        guard placement.state.isAttached else { continue }
        let outline = document.outline
        let place = placement.quotation.map { outline.line(at: $0.lowerBound) } ?? outline[placement.topic].line
        #expect(place.int == line + 2, "\(annotation.text): \(placement.state), kept: \(keepsArchive)")
      }
    }
  }

  @Test("Marks of reading are on the topics that they were set on")
  func reading() throws {
    let document = try document("tasks.md")
    let state = service.reading(
      of: folder.path + "/tasks.md", document.outline, blob: try #require(document.blob))
    func titles(_ set: TopicSet) -> [String] { set.ranges.joined().map { document.outline.title(of: TopicIndex($0)) } }
    #expect(titles(state.read) == ["water", "first step"])
    #expect(titles(state.again) == ["Beds"])
    #expect(state.unseen.isEmpty)
    service.setReading(state, of: folder.path + "/tasks.md", in: document.outline, blob: try #require(document.blob))
    let again = SourceService(folder.environment()).reading(
      of: folder.path + "/tasks.md", document.outline, blob: try #require(document.blob))
    #expect(again == state)
  }

  @Test("Drafts, steps to undo and earlier versions of the sidecar are there")
  func state() throws {
    let path = folder.path + "/tasks.md"
    let document = try document("tasks.md")
    #expect(document.drafts.map(\.text) == ["a draft on child"])
    let drafted = try #require(document.index.entries.first { $0.id == document.drafts.first?.id })
    #expect(document.outline.title(of: drafted.topic) == "child")
    let steps = try service.annotations(of: path).steps
    #expect(steps.map(\.name) == ["resolved"])
    let versions = try History(of: path + ".review.yaml", service.environment).versions()
    #expect(versions.count == 2)
  }
}
