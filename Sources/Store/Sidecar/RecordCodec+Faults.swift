import YAML

/// Faults of a record by MRSF 1.0 sections 6, 7 and 10.
extension RecordCodec {
  struct Fault {
    var field: String
    var kind: SidecarProblem.Kind
  }

  static func faults(in record: SourceNode, id: String) -> [Fault] {
    var faults: [Fault] = []
    for field in ["author", "timestamp", "text", "resolved"] where record[field] == nil {
      faults.append(Fault(field: field, kind: .missingRecordField(id: id, field: field)))
    }
    for field in record.fields where !isValid(field, in: record) {
      faults.append(Fault(field: field.key, kind: .invalidField(id: id, field: field.key)))
    }
    for (field, limit) in [("text", 16_384), ("selected_text", 4096), ("anchored_text", 4096)] {
      if let text = record[field]?.text, text.utf8.count > limit, text.unicodeScalars.count > limit {
        faults.append(Fault(field: field, kind: .tooLong(id: id, field: field)))
      }
    }
    if let hash = record["selected_text_hash"]?.text, let text = record["selected_text"]?.text,
      hash != SHA256.hexadecimal(Array(text.utf8))
    {
      faults.append(Fault(field: "selected_text_hash", kind: .hashMismatch(id: id)))
    }
    return faults
  }

  private static func isValid(_ field: SourceNode.Field, in record: SourceNode) -> Bool {
    let value = field.content
    switch field.key {
    case "author", "timestamp", "text", "type", "commit", "reply_to", "selected_text", "anchored_text":
      return value.text != nil
    case "resolved": return value.flag != nil
    case "severity": return ["low", "medium", "high"].contains(value.text ?? "")
    case "line": return value.number.map { $0 >= 1 } ?? false
    case "end_line": return value.number.map { $0 >= record["line"]?.number ?? 1 } ?? false
    case "start_column": return value.number.map { $0 >= 0 } ?? false
    case "end_column":
      let line = record["line"]?.number
      let spansLines = record["end_line"]?.number.map { $0 != line } ?? false
      return value.number.map { $0 >= (spansLines ? 0 : record["start_column"]?.number ?? 0) } ?? false
    default: return true
    }
  }
}
