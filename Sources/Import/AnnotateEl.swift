/// The database of annotate.el: one list of files with their annotations, as Emacs prints it.
enum AnnotateEl {
  private enum Expression {
    case list([Expression])
    case string(String)
    case word(String)

    var items: [Expression] {
      if case .list(let items) = self { return items }
      return []
    }

    var string: String? {
      if case .string(let string) = self { return string }
      return nil
    }

    var int: Int? {
      if case .word(let word) = self { return Int(word) }
      return nil
    }
  }

  /// Lists in lists deeper than this make no sense here.
  private static let deepest = 64

  /// Reads the database; remarks of all files are in it.
  ///
  /// - Throws: `ImportError` where the text is not one whole list; entries that make no sense are left out.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    var rest = text[...]
    guard let root = expression(&rest, depth: 0) else {
      // What is left begins where it stops making sense; nothing is left of a list without an end.
      let line = text[..<rest.startIndex].count { $0.isNewline } + 1
      throw .malformed("it is not one whole list", line: line)
    }
    var file = ImportedFile(.annotateEl)
    for entry in root.items {
      guard let name = entry.items.first?.string, entry.items.count > 1 else { continue }
      for annotation in entry.items[1].items {
        let fields = annotation.items
        guard fields.count >= 3, let begin = fields[0].int, let end = fields[1].int, begin > 0, end >= begin,
          let note = fields[2].string
        else {
          file.leftOut.append("\(name): something that is no annotation")
          continue
        }
        let quote = fields.count > 3 ? fields[3].string?.nonEmpty : nil
        var remark = ImportedRemark(key: "\(name)\n\(begin)\n\(note)", quote: quote, text: note.trimmed)
        remark.position = begin - 1..<end - 1
        (remark.source, remark.page) = (name, name)
        file.remarks.append(remark)
      }
    }
    return file
  }

  private static func expression(_ rest: inout Substring, depth: Int) -> Expression? {
    rest = rest.drop(while: \.isWhitespace)
    guard let first = rest.first, depth < deepest else { return nil }
    if first == "(" {
      rest.removeFirst()
      var items: [Expression] = []
      while true {
        rest = rest.drop(while: \.isWhitespace)
        guard let next = rest.first else { return nil }
        if next == ")" {
          rest.removeFirst()
          return .list(items)
        }
        guard let item = expression(&rest, depth: depth + 1) else { return nil }
        items.append(item)
      }
    }
    if first == "\"" { return string(&rest) }
    if first == "#" { rest.removeFirst() }
    let word = rest.prefix { !$0.isWhitespace && $0 != "(" && $0 != ")" && $0 != "\"" }
    guard !word.isEmpty else { return nil }
    rest = rest.dropFirst(word.count)
    return .word(String(word))
  }

  private static func string(_ rest: inout Substring) -> Expression? {
    rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return .string(text)
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        switch next {
        case "n": text.append("\n")
        case "t": text.append("\t")
        case "\n": continue
        default: text.append(next)
        }
      default: text.append(character)
      }
    }
    return nil
  }
}
