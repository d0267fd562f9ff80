import Outline

/// Finds out where links lead inside a notebook.
package struct LinkResolver: Sendable {
  /// The place that a link leads to, or the reason why it leads to none.
  package enum Target: Hashable, Sendable {
    /// A heading by its anchor; the file itself where that is empty.
    case anchor(String, in: FileID)
    /// A topic of this file by its title, in small letters.
    case title(String, in: FileID)
    /// A file that is not in the notebook, by its path, and a heading in it by its anchor.
    case elsewhere(String, anchor: String)
    /// An image beside the notes.
    case image(String)
    /// An address with a scheme.
    case address(String, scheme: String)
    /// A wikilink without a note or a topic of that name.
    case nothing(String)
  }

  private let tree: FileTree
  /// By path, simplified.
  private let files: [String: FileID]
  /// By the name without its ending, in small letters; the first of several.
  private let notes: [String: FileID]
  /// By what the front matter of notes calls them, in small letters; the first of several.
  private var aliases: [String: FileID] = [:]

  /// - Complexity: O(files)
  package init(_ tree: FileTree) {
    self.tree = tree
    var files: [String: FileID] = [:]
    var notes: [String: FileID] = [:]
    for file in tree.files {
      files[Path.simplified(tree[file].path)] = file
      for name in LinkResolver.names(of: file, in: tree) where notes[name] == nil { notes[name] = file }
    }
    self.files = files
    self.notes = notes
  }

  /// Lets wikilinks mean `file` by other names, where no note has them as its own.
  package mutating func add(_ names: [String], of file: FileID) {
    for name in names where aliases[name.lowercased()] == nil { aliases[name.lowercased()] = file }
  }

  /// The names of a file in wikilinks, in small letters: its name with and without its ending, and the same with the
  /// folders above it, as far as the notebook's own.
  private static func names(of file: FileID, in tree: FileTree) -> [String] {
    let name = tree[file].name.lowercased()
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    var names = [name, stem]
    var folders = ""
    var parent = tree[file].parent
    while let folder = parent, folder != FileTree.root {
      folders = tree[folder].name.lowercased() + "/" + folders
      names.append(folders + stem)
      parent = tree[folder].parent
    }
    return names
  }

  /// The target of `link` in `file`.
  package func target(of link: RichText.Link, in file: FileID) -> Target {
    let destination = link.destination
    switch link.kind {
    case .wikilink: return wikilink(destination, in: file)
    case .embed where !isPicture(destination): return wikilink(destination, in: file)
    case .embed, .image, .link: break
    }
    if let scheme = scheme(of: destination) { return .address(destination, scheme: scheme) }
    let (path, anchor) = parts(of: destination)
    let decoded = path.removingPercentEncoding
    if decoded.isEmpty { return .anchor(anchor.removingPercentEncoding, in: file) }
    let target = beside(decoded, file)
    if link.kind == .image || link.kind == .embed { return .image(target) }
    let heading = anchor.removingPercentEncoding
    return note(at: target).map { .anchor(heading, in: $0) } ?? .elsewhere(target, anchor: heading)
  }

  /// The note at a path; where there is none, one that a site would show there: a folder's index, or the path with the
  /// ending of a note.
  private func note(at path: String) -> FileID? {
    if let file = files[path] { return file }
    let indexes = ["/index", "/README", "/readme"].flatMap { name in NoteEndings.all.map { path + name + $0 } }
    return (indexes + NoteEndings.all.map { path + $0 }).lazy.compactMap { files[$0] }.first
  }

  /// The path that the note of a wikilink in `file` would have that is not in the notebook: beside it, with one of the
  /// endings of
  /// notes where none is written.
  func neighbour(called target: String, of file: FileID) -> (path: String, anchor: String)? {
    let (name, heading) = parts(of: target)
    guard !name.isEmpty else { return nil }
    return (beside(name, file), heading)
  }

  /// `[[Name]]`, `[[Name#Heading]]`, `[[#Heading]]`: a note of that name, else a topic of that title in this file.
  private func wikilink(_ target: String, in file: FileID) -> Target {
    let (name, heading) = parts(of: target)
    let note = name.lowercased()
    if note.isEmpty { return .anchor(heading, in: file) }
    if let found = files[beside(name, file)] ?? notes[note] ?? aliases[note] { return .anchor(heading, in: found) }
    return heading.isEmpty ? .title(note, in: file) : .nothing(target)
  }

  /// Whether `![[name]]` embeds a file that is no note: it has another ending than notes have.
  private func isPicture(_ name: String) -> Bool {
    let path = parts(of: name).path
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains(" ") else { return false }
    let ending = path[path.index(after: dot)...].lowercased()
    return (1...5).contains(ending.count) && !NoteEndings.all.contains("." + ending) && ending != "txt"
      && ending.contains { $0.isLetter } && notes[path.lowercased()] == nil
  }

  private func parts(of destination: String) -> (path: String, anchor: String) {
    guard let hash = destination.firstIndex(of: "#") else { return (destination, "") }
    return (String(destination[..<hash]), String(destination[destination.index(after: hash)...]))
  }

  /// `path` as seen from the folder that `file` is in.
  private func beside(_ path: String, _ file: FileID) -> String {
    if path.hasPrefix("/") { return Path.simplified(path) }
    let folder = tree[file].path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return Path.simplified((folder.map(String.init) + [path]).joined(separator: "/"))
  }

  /// The part before the first colon, if that is a scheme (RFC 3986, section 3.1) and no drive or time.
  private func scheme(of destination: String) -> String? {
    guard let colon = destination.firstIndex(of: ":") else { return nil }
    let scheme = destination[..<colon].lowercased()
    guard scheme.count > 1, let first = scheme.unicodeScalars.first, ("a"..."z").contains(first),
      scheme.unicodeScalars.allSatisfy({
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || "+-.".unicodeScalars.contains($0)
      })
    else { return nil }
    return scheme
  }
}

extension Outline {
  /// The topic that a link target inside this file means; nil where there is none.
  package func topic(for target: LinkResolver.Target) -> TopicIndex? {
    switch target {
    case .anchor("", _): .root
    case .anchor(let anchor, _): topic(anchor: anchor)
    case .title(let title, _): indices.first { $0 != .root && self.title(of: $0).lowercased() == title }
    case .elsewhere, .image, .address, .nothing: nil
    }
  }
}

/// Paths as text: nothing is looked up.
enum Path {
  /// `path` without `.` and `..` as far as these can be resolved.
  static func simplified(_ path: String) -> String {
    // Most paths are simple.
    if !path.hasSuffix("/"), !path.hasPrefix("./"), !path.contains("//"), !path.contains("/."), !path.contains("..") {
      return path
    }
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

extension String {
  /// Percent escapes as the bytes that they stand for; as it is where these are not UTF-8.
  var removingPercentEncoding: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    var bytes: [UInt8] = []
    var rest = Substring(self).utf8
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      // A number may have a sign, an escape may not.
      let isNumber = digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
      if byte == UInt8(ascii: "%"), isNumber, let value = UInt8(String(Substring(digits)), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }

  /// Fit for the destination of a Markdown link: blanks and signs that would end it escaped.
  var addingPercentEncoding: String {
    var text = ""
    for byte in utf8 {
      let isPlain = byte > 0x20 && byte != 0x7F && !"%()<>\"#?".utf8.contains(byte)
      if isPlain && byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        text += "%" + (hexadecimal.count == 1 ? "0" : "") + hexadecimal
      }
    }
    return text
  }
}
