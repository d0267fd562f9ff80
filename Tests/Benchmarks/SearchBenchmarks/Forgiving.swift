import Annotations
import Glibc
import Outline
import Search
import Seeding

/// Queries made of the notes' own words by a stated rule, as a reader may misremember them: how often the topic that was
/// meant is among the first three, and how often words that are nowhere find something all the same.
///
/// The rule: a topic is picked by chance among those whose title has two words of four letters or more that are no
/// function words, and less than 120 characters; the query is the two words that the fewest titles have, the first of
/// them changed:
/// - number: an `s` is put on it, or taken off;
/// - slip: two letters are swapped, one is left out, or one is doubled, not the first;
/// - spelling: British for American, or the other way round;
/// - accent: a vowel gets a mark;
/// - split: nothing is changed, but the second word is the rarest of the next topic of the same level, and either topic
///   will do.
///
/// A word that is nowhere is the first half of one word of the notes and the second half of another, in no word of the
/// notes and with a stem that none of them has, or a word of other notes of which the same is true.
struct Forgiving {
  private struct Note {
    var outline: Outline
    var facts: FileFacts
  }

  private struct Target {
    var note: Int
    var topic: TopicIndex
    var words: [String]
  }

  private let notes: [Note]
  private let targets: [Target]
  private var vocabulary = Vocabulary()
  private var words: Set<String> = []
  private var random = Seeded(seed: 7)
  /// Titles by the words in them.
  private var frequency: [String: Int] = [:]

  private static let function: Set<String> = [
    "this", "that", "with", "from", "have", "will", "what", "when", "where", "which", "then", "than", "there", "their",
    "them", "they", "your", "into", "only", "some", "more", "also", "like", "each", "over", "between", "nicht", "eine",
    "einen", "einer", "wird", "sind", "auch", "oder", "wenn", "kann", "dass", "über", "nach",
  ]

  init(_ files: [(name: String, bytes: [UInt8])]) {
    notes = files.map {
      Note(outline: Outline(parsing: $0.bytes), facts: FileFacts(path: $0.name, today: Day(number: 0)))
    }
    var targets: [Target] = []
    for (index, note) in notes.enumerated() {
      vocabulary.add(note.outline.bytes)
      words.formUnion(Self.words(String(decoding: note.outline.bytes, as: UTF8.self)).map { $0.lowercased() })
      for topic in 1..<max(1, note.outline.count) {
        let title = note.outline.title(of: TopicIndex(topic))
        var words: [String] = []
        for word in Self.words(title) where word.count > 3 && !Self.function.contains(word.lowercased()) {
          if !words.contains(word) { words.append(word) }
        }
        for word in Set(words.map { $0.lowercased() }) { frequency[word, default: 0] += 1 }
        if title.count < 120, (1...12).contains(words.count) {
          targets.append(Target(note: index, topic: TopicIndex(topic), words: words))
        }
      }
    }
    self.targets = targets
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter }.map(String.init)
  }

  // MARK: Searching

  /// What `gloss search` does: the words and their forms, then what they may have been meant to be, then neighbours.
  private func search(_ text: String) -> [(note: Int, hit: FileHit)] {
    guard let query = try? Query(parsing: text) else { return [] }
    func pass(_ query: Query, _ find: (FileSearcher, Note) -> [FileHit]) -> [(note: Int, hit: FileHit)] {
      let searcher = FileSearcher(query)
      return notes.enumerated().flatMap { index, note in find(searcher, note).map { (index, $0) } }
        .sorted {
          $0.hit.rank != $1.hit.rank
            ? $0.hit.rank > $1.hit.rank : ($0.note, $0.hit.topic) < ($1.note, $1.hit.topic)
        }
    }
    var found = pass(query) { $0.hits(in: $1.outline, nil, facts: $1.facts) }
    guard found.isEmpty else { return found }
    let other = ForgivingSearch(query, vocabulary: vocabulary).forgiving
    if let other { found = pass(other) { $0.hits(in: $1.outline, nil, facts: $1.facts) } }
    return found.isEmpty ? pass(other ?? query) { $0.neighbours(in: $1.outline, facts: $1.facts) } : found
  }

  // MARK: Queries

  private mutating func changed(_ word: String, _ kind: String) -> String? {
    var letters = Array(word.lowercased())
    switch kind {
    case "number":
      if letters.last == "s" {
        return letters.count > 4 && letters[letters.count - 2] != "s" ? String(letters.dropLast()) : nil
      }
      return String(letters) + "s"
    case "slip":
      guard letters.count > 5 else { return nil }
      let at = Int.random(in: 1..<letters.count - 1, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        guard letters[at] != letters[at + 1] else { return nil }
        letters.swapAt(at, at + 1)
      case 1: letters.remove(at: at)
      default: letters.insert(letters[at], at: at)
      }
      return String(letters)
    case "spelling":
      let pairs = [
        ("isation", "ization"), ("ising", "izing"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("centre", "center"),
        ("elling", "eling"), ("elled", "eled"), ("ogue", "og"), ("defence", "defense"),
      ]
      for (british, american) in pairs + pairs.map({ ($1, $0) }) where letters.count > 5 {
        let text = String(letters)
        // Not every `or` is an `our`.
        if british == "or" || american == "or",
          !["colo", "behavi", "favo", "neighbo", "labo", "hono"].contains(where: text.contains)
        {
          continue
        }
        if text.contains(british) { return text.replacing(british, with: american, maxReplacements: 1) }
      }
      return nil
    case "accent":
      let marked: [Character: Character] = ["a": "á", "e": "é", "o": "ö", "u": "ü"]
      guard let at = letters.indices.dropFirst().first(where: { marked[letters[$0]] != nil }),
        let mark = marked[letters[at]]
      else { return nil }
      letters[at] = mark
      return String(letters)
    default: return nil
    }
  }

  /// The two words of a topic that are the rarest in titles.
  private func rarest(_ target: Target) -> [String] {
    target.words.sorted { (frequency[$0.lowercased()] ?? 0, $0) < (frequency[$1.lowercased()] ?? 0, $1) }
  }

  /// Queries of a kind with the topics that are meant.
  private mutating func queries(_ kind: String, count: Int) -> [(text: String, meant: [Target])] {
    var queries: [(String, [Target])] = []
    for target in targets.shuffled(using: &random) where queries.count < count {
      let outline = notes[target.note].outline
      let own = rarest(target)
      if kind == "split" {
        guard let next = outline.nextSibling(of: target.topic),
          let other = targets.first(where: { $0.note == target.note && $0.topic == next }),
          let first = own.first, let second = rarest(other).first,
          !other.words.contains(where: { $0.lowercased().contains(first.lowercased()) }),
          !target.words.contains(where: { $0.lowercased().contains(second.lowercased()) })
        else { continue }
        queries.append((first + " " + second, [target, other]))
        continue
      }
      guard own.count > 1 else { continue }
      let pair = kind == "spelling" ? own : Array(own.prefix(2))
      for (index, word) in pair.enumerated() {
        guard let changed = changed(word, kind), let other = own.first(where: { $0 != word }) else { continue }
        queries.append((index == 0 ? changed + " " + other : other + " " + changed, [target]))
        break
      }
    }
    return queries
  }

  /// Words that are in no word of the notes.
  private mutating func absent(_ others: Set<String>, count: Int) -> [String] {
    let languages: [Language] = [.english, .german]
    let stems = Set(words.flatMap { word in languages.compactMap { $0.stem(of: word) } })
    let all = words.joined(separator: " ")
    func isAbsent(_ word: String) -> Bool {
      !all.contains(word) && !languages.contains { $0.stem(of: word).map(stems.contains) ?? true }
    }
    if !others.isEmpty {
      return Array(
        others.filter { (5...12).contains($0.count) && isAbsent($0) }.sorted().shuffled(using: &random).prefix(count))
    }
    let known = words.filter { (6...12).contains($0.count) && $0.utf8.allSatisfy { $0 < 0x80 } }.sorted()
    var absent: [String] = []
    while absent.count < count, let first = known.randomElement(using: &random),
      let second = known.randomElement(using: &random)
    {
      let word = String(first.prefix(first.count / 2) + second.suffix(second.count / 2))
      if isAbsent(word) { absent.append(word) }
    }
    return absent
  }

  // MARK: The evaluation

  /// - Parameter others: Words of other notes; empty to make words up.
  mutating func run(_ others: Set<String>) {
    var hits = 0
    var asked = 0
    for kind in ["number", "slip", "spelling", "accent", "split"] {
      let queries = queries(kind, count: 40)
      var missed: [String] = []
      for (text, meant) in queries {
        let found = search(text).prefix(3)
        let isMeant = found.contains { found in
          meant.contains { $0.note == found.note && $0.topic == found.hit.topic }
        }
        if isMeant { hits += 1 } else { missed.append(text) }
      }
      asked += queries.count
      print(
        "\(kind): \(queries.count - missed.count) of \(queries.count) among the first three"
          + (missed.isEmpty ? "" : "; not: " + missed.joined(separator: ", ")))
    }
    print("together: \(hits) of \(asked)")
    let absent = absent(others, count: 200)
    let found = absent.filter { !search($0).isEmpty }
    print(
      "words that are nowhere: \(found.count) of \(absent.count) found something"
        + (found.isEmpty ? "" : ": " + found.joined(separator: ", ")))
  }

  /// The words of some notes, in small letters without marks.
  static func plainWords(_ files: [(name: String, bytes: [UInt8])]) -> Set<String> {
    Set(
      files.flatMap { words(String(decoding: $0.bytes, as: UTF8.self)) }
        .filter { $0.utf8.allSatisfy { $0 &- 0x61 < 26 } })
  }
}

/// The notes in a folder and the folders in it, by name.
func notes(in folder: String) -> [(name: String, bytes: [UInt8])] {
  guard let handle = opendir(folder) else { return [] }
  var names: [(String, isFolder: Bool)] = []
  while let entry = readdir(handle) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name.hasPrefix(".") { continue }
    names.append((name, Int32(entry.pointee.d_type) == 4))
  }
  closedir(handle)
  return names.sorted { $0.0 < $1.0 }.flatMap { name, isFolder -> [(name: String, bytes: [UInt8])] in
    let path = folder + "/" + name
    if isFolder { return notes(in: path).map { (name + "/" + $0.name, $0.bytes) } }
    return name.hasSuffix(".md") ? [(name, bytes(of: path))] : []
  }
}

/// The bytes of a file; none where it can't be read.
func bytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return bytes
}
