import Annotations
import Foundation
import Outline

/// `mrsf reanchor`, the reference implementation's own way, on a sample.
enum ReferenceTool {
  static let isInstalled = run(["mrsf", "--version"], in: "/tmp") == 0

  /// Answers for the rows of `example.truth` that `sample` names, in their order.
  static func answers(_ example: Case, _ sample: [Int]) throws -> [Method.Answer] {
    let folder = NSTemporaryDirectory() + "/gloss-mrsf-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func write(_ bytes: [UInt8], to name: String) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    let topics = sample.map { example.truth[$0].old }
    try write(Array(sidecar(Anchor.remembering(topics, in: example.old, blob: nil)).utf8), to: "a.md.review.yaml")
    try write(example.new.bytes, to: "a.md")
    let status = run(["mrsf", "reanchor", "--no-git", "a.md"], in: folder)
    if status != 0, status != 1 { throw Failure(status: status) }
    let found = try records(String(contentsOfFile: folder + "/a.md.review.yaml", encoding: .utf8))
    return sample.indices.map { index in
      let record = found["r\(index)"] ?? [:]
      guard let line = record["line"].flatMap(Int.init), record["x_reanchor_status"] != "orphaned",
        line <= example.new.lineCount
      else { return Method.Answer(state: .orphan, topic: nil, candidates: []) }
      let topic = example.new.topic(atLine: LineNumber(line))
      switch record["x_reanchor_status"] {
      case "ambiguous": return Method.Answer(state: .ambiguous, topic: nil, candidates: [topic])
      case "fuzzy": return Method.Answer(state: .edited, topic: topic, candidates: [])
      default: return Method.Answer(state: .exact, topic: topic, candidates: [])
      }
    }
  }

  /// It ended with something else than "fine" or "some are lost".
  struct Failure: Error { var status: Int32 }

  private static func sidecar(_ anchors: [Anchor]) -> String {
    func quoted(_ text: String) -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      guard let data = try? encoder.encode(text) else { return "\"\"" }
      return String(decoding: data, as: UTF8.self)
    }
    return "mrsf_version: \"1.0\"\ndocument: a.md\ncomments:\n"
      + anchors.enumerated().map { index, anchor in
        """
          - id: r\(index)
            author: A
            timestamp: "2026-01-01T00:00:00Z"
            text: x
            resolved: false
            line: \(anchor.line ?? 1)
            end_line: \(anchor.endLine ?? anchor.line ?? 1)
            selected_text: \(quoted(anchor.selectedText ?? ""))

        """
      }.joined()
  }

  /// The one-line fields of each record, by its id.
  private static func records(_ sidecar: String) -> [String: [String: String]] {
    var found: [String: [String: String]] = [:]
    var id = ""
    for line in sidecar.split(separator: "\n") {
      if let match = line.firstMatch(of: /^ *- id: (\w+)$/) { id = String(match.output.1) }
      if let match = line.firstMatch(of: /^    (\w+): (.*)$/) {
        found[id, default: [:]][String(match.output.1)] = String(match.output.2)
      }
    }
    return found
  }

  private static func run(_ arguments: [String], in folder: String) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
