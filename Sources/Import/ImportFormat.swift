/// A format that other programs keep remarks in.
package enum ImportFormat: String, CaseIterable, Sendable {
  case criticMarkup = "critic"
  case orgRemark = "org-remark"
  case hypothesis
  case webAnnotation = "w3c"
  case kindle
  case readwise
  case zotero
  case zoteroNote = "zotero-note"
  case annotateEl = "annotate.el"

  /// The format of a file, by what stands in it.
  package init?(recognising text: String) {
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("{") || start.hasPrefix("[") {
      if text.contains("\"annotationType\"") {
        self = .zotero
      } else if text.contains("http://www.w3.org/ns/anno") {
        self = .webAnnotation
      } else if text.contains("\"annotations\"") || text.contains("\"references\"") || text.contains("acct:") {
        self = .hypothesis
      } else {
        self = .webAnnotation
      }
    } else if text.contains(ZoteroNote.mark) {
      self = .zoteroNote
    } else if start.hasPrefix("(") {
      self = .annotateEl
    } else if text.contains(":org-remark-") {
      self = .orgRemark
    } else if text.contains("\n==========") || text.contains("\r\n==========") {
      self = .kindle
    } else if let header = start.split(separator: "\n", maxSplits: 1).first, header.contains("Highlight"),
      header.contains(",")
    {
      self = .readwise
    } else if ["{++", "{--", "{~~", "{==", "{>>"].contains(where: text.contains) {
      self = .criticMarkup
    } else {
      return nil
    }
  }

  /// Reads a file; its encoding is found out.
  ///
  /// - Throws: `ImportError` where the whole is not what the format demands; single records that are not are left out.
  package func read(_ bytes: [UInt8]) throws(ImportError) -> ImportedFile {
    let text = Self.text(of: bytes)
    let file =
      switch self {
      case .criticMarkup: CriticMarkup.read(text)
      case .orgRemark: OrgRemark.read(text)
      case .hypothesis: try Hypothesis.read(text)
      case .webAnnotation: try WebAnnotations.read(text)
      case .kindle: KindleClippings.read(text)
      case .readwise: try ReadwiseCSV.read(text)
      case .zotero: try Zotero.read(text)
      case .zoteroNote: try ZoteroNote.read(text)
      case .annotateEl: try AnnotateEl.read(text)
      }
    if file.remarks.isEmpty, file.leftOut.isEmpty { throw .malformed("there are no annotations in it") }
    return file
  }

  /// UTF-8, or UTF-16 where a byte order mark or every second byte says so; line breaks as `\n`, byte order marks gone.
  package static func text(of bytes: [UInt8]) -> String {
    let isLittle = bytes.starts(with: [0xFF, 0xFE]) || bytes.count > 3 && bytes[1] == 0 && bytes[3] == 0
    let isBig = bytes.starts(with: [0xFE, 0xFF])
    var text: String
    if isLittle || isBig {
      var units: [UInt16] = []
      for at in stride(from: 0, to: bytes.count - 1, by: 2) {
        let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
        units.append(isBig ? first << 8 | second : second << 8 | first)
      }
      text = String(decoding: units, as: UTF16.self)
    } else {
      text = String(decoding: bytes, as: UTF8.self)
    }
    text.unicodeScalars.removeAll { $0 == "\u{FEFF}" }
    return text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\r" || $0 == "\n" }
      .joined(separator: "\n")
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  var nonEmpty: String? { isEmpty ? nil : self }
}

extension Substring {
  var trimmed: String { String(self).trimmed }
}
