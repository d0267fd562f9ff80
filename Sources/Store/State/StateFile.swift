/// Small things that outlive a session: folds, place, the last notebook.
extension Store {
  /// Returns the rows stored under a name for a source, or without one for the program as a whole; nil where there are
  /// none.
  ///
  /// - Throws: `.damagedState` where it cannot be read; storing something new mends that.
  package func state(named name: String, for source: String? = nil) throws(StoreError) -> [[String]]? {
    let path = statePath(name, source)
    guard let bytes = try StateFolder.read(path, environment) else { return nil }
    guard let rows = StateCodec.decode(bytes) else { throw .damagedState(path: path) }
    return rows
  }

  /// Stores rows of any texts in one step; they are not forced onto the disk at once.
  /// - Throws: where they cannot be written; the old ones stay then.
  package func setState(_ rows: [[String]], named name: String, for source: String? = nil) throws(StoreError) {
    try StateFolder.write(StateCodec.encode(rows), to: statePath(name, source), environment)
  }

  private func statePath(_ name: String, _ source: String?) -> String {
    source.map { notebookPath($0, name) } ?? normalized(name, from: environment.stateDirectory)
  }

  /// The path of what is kept for a source under a name.
  func notebookPath(_ source: String, _ name: String) -> String {
    normalized("notebooks/" + SHA1.hexadecimal(Array(source.utf8)) + "/" + name, from: environment.stateDirectory)
  }
}

/// Lines of fields between tabs: read before the first frame is drawn, in a small part of the time that YAML takes.
///
/// A tab, a line break and a backslash in a field are `\t`, `\n` and `\\`.
enum StateCodec {
  private static let head = "gloss-state 1"

  static func encode(_ rows: [[String]]) -> [UInt8] {
    var bytes = Array(head.utf8)
    for row in rows {
      bytes.append(UInt8(ascii: "\n"))
      for (column, field) in row.enumerated() {
        if column > 0 { bytes.append(UInt8(ascii: "\t")) }
        append(field, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Reads rows; nil for what is not of ours, or is cut off.
  static func decode(_ bytes: [UInt8]) -> [[String]]? {
    guard bytes.last == UInt8(ascii: "\n") else { return nil }
    var rows: [[String]] = []
    for line in bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      var row: [String] = []
      for field in line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false) {
        guard let text = text(field) else { return nil }
        row.append(text)
      }
      rows.append(row)
    }
    guard rows.first == [head] else { return nil }
    rows.removeFirst()
    return rows
  }

  private static func append(_ field: String, to bytes: inout [UInt8]) {
    for byte in field.utf8 {
      switch byte {
      case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      default: bytes.append(byte)
      }
    }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String? {
    guard field.contains(UInt8(ascii: "\\")) else { return String(validating: field, as: UTF8.self) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in field {
      if isEscaped {
        switch byte {
        case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "\\"): bytes.append(byte)
        default: return nil
        }
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return isEscaped ? nil : String(validating: bytes, as: UTF8.self)
  }
}
