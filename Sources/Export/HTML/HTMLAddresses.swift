import Outline

/// The addresses of files and topics in an export, one page or many.
struct HTMLAddresses: Sendable {
  /// The page of each file, relative to the site's folder; empty where all files are on one page.
  private let pages: [String]
  /// The id of each topic by its file.
  private let identifiers: [[TopicIndex: String]]

  /// - Parameter isSite: Whether each file has a page of its own.
  /// - Complexity: O(topics)
  init(_ files: [AnnotatedFile], isSite: Bool) {
    pages = isSite ? Self.pageNames(files.map(\.name)) : []
    let needsPrefix = !isSite && files.count > 1
    identifiers = files.map { file in
      Self.identifiers(of: file.outline, prefix: needsPrefix ? Self.word(file.name) + "-" : "")
    }
  }

  /// The id of a topic's element; nil for a topic that shares its line with one before it.
  func identifier(of topic: TopicIndex, in file: Int) -> String? { identifiers[file][topic] }

  /// The page of a file, relative to the site's folder.
  func page(of file: Int) -> String { pages[file] }

  /// The address of a topic as seen from the page of `other`; the file itself for the root.
  func address(of topic: TopicIndex, in file: Int, from other: Int?) -> String {
    var nearest = topic
    // Of several topics on one line the first has the id, and that is just above.
    while nearest != .root, identifiers[file][nearest] == nil { nearest = TopicIndex(nearest.int - 1) }
    let fragment = "#" + (identifiers[file][nearest] ?? "top")
    guard !pages.isEmpty, file != other else { return fragment }
    let page = Self.relative(pages[file], to: other.map { pages[$0] } ?? "")
    return HTMLText.percentEncoded(page) + (nearest == .root ? "" : fragment)
  }

  /// `path` as seen from the folder of `other`, both relative to the same folder.
  static func relative(_ path: String, to other: String) -> String {
    var target = path.split(separator: "/")[...]
    var folders = other.split(separator: "/").dropLast()
    while target.count > 1, let first = folders.first, first == target.first {
      target = target.dropFirst()
      folders = folders.dropFirst()
    }
    return String(repeating: "../", count: folders.count) + target.joined(separator: "/")
  }

  // MARK: Names

  /// `a/b.md` → `a/b.html`; a name that is taken, `index.html` among them, keeps its old ending before the new one.
  private static func pageNames(_ names: [String]) -> [String] {
    var taken: Set<String> = ["index.html"]
    return names.map { name in
      let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
      let file = name.dropFirst(folder.count)
      let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
      var page = "\(folder)\(stem).html"
      var number = 1
      // Some file systems take small and large letters for the same.
      while !taken.insert(page.lowercased()).inserted {
        page = number == 1 ? "\(folder)\(file).html" : "\(folder)\(file)-\(number).html"
        number += 1
      }
      return page
    }
  }

  /// Headings have their anchor, as on GitHub, other topics their line: `tools`, `L12`.
  private static func identifiers(of outline: Outline, prefix: String) -> [TopicIndex: String] {
    var identifiers: [TopicIndex: String] = [.root: prefix + "top"]
    var taken: Set<String> = [prefix + "top"]
    var lastLine = 0
    for topic in outline.indices where topic != .root {
      let line = outline[topic].line.int
      defer { lastLine = line }
      if case .heading = outline.kind(of: topic) {
        let slug = word(GitHubAnchor.slug(of: outline.title(of: topic)))
        var identifier = prefix + (slug.isEmpty ? "L\(line)" : slug)
        var number = 1
        while !taken.insert(identifier).inserted {
          identifier = prefix + (slug.isEmpty ? "L\(line)" : slug) + "-\(number)"
          number += 1
        }
        identifiers[topic] = identifier
      } else if line != lastLine, taken.insert(prefix + "L\(line)").inserted {
        identifiers[topic] = prefix + "L\(line)"
      }
    }
    return identifiers
  }

  /// Fit for an id and, as it is, for the fragment of an address: no blanks and no characters with a meaning there.
  private static func word(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          return isPlain || scalar == "-" || scalar == "_" || scalar == "." || scalar == "/" ? scalar : "-"
        }))
  }
}
