import Annotations
import YAML

/// A draft as the journal stores it: JSON, with the annotation that it will become as an MRSF record.
enum DraftCodec {
  struct Stored {
    var draft: Draft
    var source: String
    var session: String
  }

  static func encode(_ draft: Draft, source: String, session: String) -> [UInt8] {
    let (purpose, other) =
      switch draft.purpose {
      case .new: ("new", "")
      case .edit(let id): ("edit", id)
      case .reply(let id): ("reply", id)
      }
    let record = Annotation(
      id: draft.id, author: "", timestamp: draft.timestamp, text: draft.text, type: draft.type,
      severity: draft.severity, anchor: draft.anchor)
    let emitter = Emitter(format: .json, lineBreak: "\n")
    var members: [Value.Member] = [
      .init("gloss_draft", .number(1)),
      .init("source", .string(source)),
      .init("session", .string(session)),
      .init("purpose", .string(purpose)),
      .init("other", .string(other)),
      .init("record", .mapping(RecordCodec.record(from: record))),
    ]
    if let original = draft.original {
      members.append(.init("original", .mapping(RecordCodec.record(from: original))))
    }
    return Array((emitter.jsonRecord(members, column: 0) + "\n").utf8)
  }

  /// Reads a draft; nil for what is none of ours.
  static func decode(_ bytes: [UInt8], path: String) -> Stored? {
    guard let value = try? YAMLText(bytes, as: .json).root, value["gloss_draft"]?.number == 1,
      let source = value["source"]?.text, let record = value["record"], let id = record["id"]?.text
    else { return nil }
    let other = value["other"]?.text ?? ""
    let purpose: Draft.Purpose =
      switch value["purpose"]?.text {
      case "edit": .edit(other)
      case "reply": .reply(to: other)
      default: .new
      }
    let annotation = RecordCodec.annotation(from: record, id: id)
    let original = value["original"].flatMap { record in
      record["id"]?.text.map { RecordCodec.annotation(from: record, id: $0) }
    }
    let draft = Draft(
      id: id, purpose: purpose, text: annotation.text, type: annotation.type, severity: annotation.severity,
      anchor: annotation.anchor, timestamp: annotation.timestamp, original: original)
    return Stored(draft: draft, source: source, session: value["session"]?.text ?? "")
  }
}
