import Annotations

@testable import Store

/// Reads any bytes as a sidecar, writes to it what can be written and reads that again; a wrong answer is a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  check(bytes, .yaml)
  if bytes.first == UInt8(ascii: "{") { check(bytes, .json) }
  return 0
}

private let environment = StoreEnvironment(
  stateDirectory: "/nowhere", currentDirectory: "/nowhere", now: { Timestamp(milliseconds: 0) },
  newID: { "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, processID: 1, isRunning: { _ in false }, fileSystem: LinuxFileSystem())

private func document(_ bytes: [UInt8], _ format: SidecarDocument.Format) -> SidecarDocument {
  SidecarDocument(bytes, format: format, path: format == .json ? "a.md.review.json" : "a.md.review.yaml")
}

private func check(_ bytes: [UInt8], _ format: SidecarDocument.Format) {
  let read = document(bytes, format)
  for record in read.records { precondition(!record.id.isEmpty) }
  for problem in read.problems { precondition(!problem.message.isEmpty) }
  _ = SidecarDocument.reading(bytes, format: format, path: read.path, environment: environment)
  guard read.isWhole else { return }
  checkRewriting(read)
  checkEditing(read)
  checkMerging(read)
}

/// Checks that what was read is read the same after it is written to an empty file, and that writing it once more gives
/// the same bytes.
private func checkRewriting(_ read: SidecarDocument) {
  let written = rewritten(read.annotations, read.format)
  guard let written else { return }
  let again = document(written, read.format)
  precondition(again.isWhole, "what was written cannot be read")
  let byID: [String: Annotation] = Dictionary(again.annotations.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
  for annotation in read.annotations { precondition(byID[annotation.id] == annotation, "an annotation changed") }
  precondition(rewritten(again.annotations, read.format) == written, "no fixed point")
}

private func rewritten(_ annotations: [Annotation], _ format: SidecarDocument.Format) -> [UInt8]? {
  let edits = annotations.map {
    RecordEdit.insert(id: $0.id, members: RecordCodec.record(from: $0), raw: nil)
  }
  return try? SidecarEditor.apply(edits, to: document([], format), documentName: "a.md")
}

/// A new record, a changed and a deleted one leave every byte of the others as it was.
private func checkEditing(_ read: SidecarDocument) {
  let new = Annotation(
    id: "NEW", author: "Ada", timestamp: "2026-01-01T00:00:00Z", text: "two\nlines: #", anchor: Anchor(target: .file))
  var edits: [RecordEdit] = []
  var touched: Set<String> = []
  if read.record(new.id) == nil {
    edits.append(.insert(id: new.id, members: RecordCodec.record(from: new), raw: nil))
  }
  if let first = read.records.first {
    var changed = first.annotation
    changed.text = "changed\n- text"
    changed.isResolved.toggle()
    edits.append(ChangeMerge.edit(of: first, to: changed))
    touched.insert(first.id)
  }
  if read.records.count > 2, let last = read.records.last {
    edits.append(.delete(id: last.id))
    touched.insert(last.id)
  }
  guard let bytes = try? SidecarEditor.apply(edits, to: read, documentName: "a.md") else { return }
  let after = document(bytes, read.format)
  precondition(after.isWhole)
  for record in read.records where !touched.contains(record.id) {
    guard let there = after.record(record.id) else { preconditionFailure("a record is lost") }
    precondition(
      after.bytes[there.node.range] == read.bytes[record.node.range], "a record that nobody changed is different")
  }
}

private func checkMerging(_ read: SidecarDocument) {
  let store = Store(environment)
  func merge(_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]? {
    try? store.mergedSidecar(base: base, ours: ours, theirs: theirs, path: read.path)
  }
  guard ConflictMarkers(read.bytes) == nil else { return }
  if let merged = merge(read.bytes, read.bytes, read.bytes) {
    precondition(merged == read.bytes, "merging nothing changes something")
  }
  let other = rewritten(
    [
      Annotation(
        id: "OTHER", author: "Ada", timestamp: "2026-01-01T00:00:00Z", text: "x", anchor: Anchor(target: .file))
    ], read.format)
  guard let other else { return }
  for merged in [merge([], read.bytes, other), merge([], other, read.bytes)] {
    guard let merged else { continue }
    let result = document(merged, read.format)
    precondition(result.isWhole)
    precondition((read.records.map(\.id) + ["OTHER"]).allSatisfy { result.record($0) != nil }, "a record is lost")
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer,
  _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry that the package manager looks for in an executable without a main file.
@_cdecl("SidecarFuzz_main")
public func runSidecarFuzz(_ count: CInt, _ arguments: UnsafeMutableRawPointer?) -> CInt {
  var count = count
  var arguments = arguments
  return withUnsafeMutablePointer(to: &arguments) { runFuzzer(&count, UnsafeMutableRawPointer($0), check) }
}
