import Annotations
import Store
import StoreHarness
import Testing

@testable import App

struct SourceServiceTests {
  private let folder = TemporaryFolder()
  private let service: SourceService

  init() {
    folder.write("# A\n\n- one\n", to: "a.md")
    service = SourceService(folder.environment())
  }

  private func note(_ id: String) -> Annotation { annotation(id, "why?", line: 1) }

  /// A source that is too large to be archived.
  private func grown() -> [UInt8] {
    Array("# A\n\n- one\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: SourceService.archiveLimit)
  }

  @Test("What annotations are made on is archived with them")
  func archive() throws {
    let read = try service.read("a.md")
    _ = try service.annotations(of: "a.md")
    _ = try service.save([.add(note("1"))], to: "a.md")
    let blob = try #require(read.blob)
    #expect(try service.archive.bytes(ofBlob: blob, near: folder.path + "/none") == folder.bytes("a.md"))
  }

  @Test("The old bytes of a source that grew too large are not archived as the current ones")
  func grownSource() throws {
    _ = try service.read("a.md")
    _ = try service.annotations(of: "a.md")
    folder.write(grown(), to: "a.md")
    let old = try #require(folder.bytes("a.md")?.prefix(11)).map { $0 }
    _ = try service.readAgain("a.md", blob: nil)
    _ = try service.save([.add(note("1"))], to: "a.md")
    #expect(try service.archive.bytes(ofBlob: blobID(of: old), near: folder.path + "/none") == nil)
  }

  @Test("What is not open any more is forgotten")
  func closing() throws {
    folder.write("# B\n", to: "b.md")
    for name in ["a.md", "b.md"] {
      _ = try service.read(name)
      _ = try service.annotations(of: name)
    }
    #expect(service.openCount == 2)
    service.close(besides: ["b.md"])
    #expect(service.openCount == 1)
    #expect(service.source("a.md").sidecar == nil && service.source("b.md").sidecar != nil)
  }

  @Test("A source that is read again and is the same answers nothing; one that changed answers what it says")
  func readAgain() throws {
    let read = try service.read("a.md")
    #expect(try service.readAgain("a.md", blob: read.blob) == nil)
    folder.write("# A\n\n- one\n- two\n", to: "a.md")
    #expect(try service.readAgain("a.md", blob: read.blob)?.outline.count == 4)
  }

  @Test("A source that is suddenly empty is an error, and what was known of it stays")
  func emptied() throws {
    let read = try service.read("a.md")
    folder.write("", to: "a.md")
    #expect(throws: StoreError.emptied(path: "a.md")) { try service.readAgain("a.md", blob: read.blob) }
    #expect(service.source("a.md").reading?.outline.count == 3)
  }

  @Test("A configuration that can't be read is among the files behind a note, until it is mended")
  func faultyConfiguration() throws {
    folder.write("sidecar_root: /absolute\n", to: ".mrsf.yaml")
    #expect(throws: StoreError.self) { try service.annotations(of: "a.md") }
    #expect(service.filesBehind("a.md") == [folder.path + "/.mrsf.yaml"])
    folder.write("sidecar_root: reviews\n", to: ".mrsf.yaml")
    _ = try service.annotations(of: "a.md")
    #expect(service.filesBehind("a.md") == [folder.path + "/a.md", folder.path + "/reviews/a.md.review.yaml"])
  }

  @Test("Up to 128 KiB are read at once; of more, the beginning comes first", arguments: [-1, 0, 1, 100_000])
  func beginning(more: Int) throws {
    folder.write([UInt8](repeating: UInt8(ascii: "x"), count: SourceService.wholeLimit + more), to: "a.md")
    let file = try SourceService.readBeginning("a.md", service.environment)
    #expect(file.isWhole == (more <= 0))
    let opened = service.opened(file)
    #expect(opened.isPartial == (more > 0))
    #expect(file.bytes.count == (more > 0 ? SourceService.beginningLength + 1 : SourceService.wholeLimit + more))
  }

  @Test("The versions that the latest annotations were made on are asked for, each once, without the present one")
  func wantedVersions() {
    let annotations = (0..<40).map { annotation("\($0)", "text", line: 1) }
    var origins: [String: Anchor.Origin] = [:]
    for number in 0..<40 { origins["\(number)"] = Anchor.Origin(blob: "blob\(number / 2)") }
    let wanted = OpenSource.wantedVersions(of: annotations, origins, besides: "blob18")
    #expect(wanted.prefix(3) == ["blob19", "blob17", "blob16"])
    #expect(wanted.count == 12 && Set(wanted).count == 12)
  }
}
