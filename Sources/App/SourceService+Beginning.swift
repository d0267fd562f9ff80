import Notebook
import Outline
import Store

/// Sources of which the reader sees the beginning first.
extension SourceService {
  /// Sources up to this many bytes are read and parsed before they are shown; of larger ones, the beginning is. It is
  /// read and parsed in a small part of the time that the rest of the first frame takes, and so is the first of these.
  static let wholeLimit = 1 << 15
  /// The length of the beginning in bytes: more than the first screens need.
  static let beginningLength = 1 << 15

  /// Whether the beginning of `file` is shown before the whole.
  static func isLarge(_ file: SourceFile) -> Bool { !file.isWhole || file.bytes.count > wholeLimit }

  /// Reads a source, or the beginning of a large one.
  ///
  /// - Throws: As `SourceFile.read`.
  static func readBeginning(_ path: String, _ environment: StoreEnvironment) throws(StoreError) -> SourceFile {
    try SourceFile.readBeginning(path, environment, limit: UInt64(wholeLimit), length: beginningLength + 1)
  }

  /// Returns the beginning of a source that is enough to tell its title; nil where it can't be read.
  static func shortBeginning(of path: String, _ environment: StoreEnvironment) -> Outline? {
    let file = try? SourceFile.readBeginning(
      path, environment, limit: UInt64(NoteHead.length), length: NoteHead.length + 1)
    guard let file else { return nil }
    let text = SourceEncoding(of: file.bytes).decode(file.bytes)
    return Outline(parsingPrefix: Outline.prefix(of: text, limit: NoteHead.length))
  }

  /// The beginning of a large source, parsed; nil for others.
  static func beginning(of file: SourceFile) -> OpenedSource? {
    guard isLarge(file) else { return nil }
    let text = SourceEncoding(of: file.bytes).decode(file.bytes)
    return OpenedSource(
      outline: Outline(parsingPrefix: Outline.prefix(of: text, limit: beginningLength)), isPartial: true)
  }

  /// Returns a source that was read, parsed: all of it, or the beginning of a large one.
  func opened(_ file: SourceFile) -> OpenedSource { SourceService.beginning(of: file) ?? parse(file) }
}
