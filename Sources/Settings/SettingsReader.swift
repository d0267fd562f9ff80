import YAML

/// Reads one YAML file and keeps a list of what is wrong in it.
struct SettingsReader {
  let file: String
  var problems: [SettingsProblem] = []
  private var lines = LineLocator([])

  init(file: String) { self.file = file }

  /// The fields of the file's outermost mapping; an empty file has none.
  ///
  /// - Throws: where the file is not YAML, or something else than a mapping.
  mutating func root(_ bytes: [UInt8]) throws(SettingsProblem) -> [SourceNode.Field] {
    // What is not UTF-8 is shown as U+FFFD; the rest counts.
    let bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
    lines = LineLocator(bytes)
    let node: SourceNode?
    do throws(YAMLError) {
      node = try YAMLText(bytes).root
    } catch {
      throw problem(error)
    }
    guard let node, node.text?.isEmpty != true else { return [] }
    guard case .mapping(let fields) = node.content else {
      throw SettingsProblem(.notMapping(key: ""), at: place(node))
    }
    return fields
  }

  mutating func report(_ kind: SettingsProblem.Kind, at node: SourceNode) {
    problems.append(SettingsProblem(kind, at: place(node)))
  }

  /// Reports something about a key.
  mutating func report(_ kind: SettingsProblem.Kind, at field: SourceNode.Field) {
    problems.append(SettingsProblem(kind, at: place(field)))
  }

  func place(_ node: SourceNode) -> SettingsPlace { place(node.range.lowerBound) }

  /// The place of a key.
  func place(_ field: SourceNode.Field) -> SettingsPlace { place(field.keyRange.lowerBound) }

  private func place(_ offset: Int) -> SettingsPlace {
    let position = lines.position(of: offset)
    return SettingsPlace(file: file, line: position.line, column: position.column)
  }

  /// The fields of the mapping under `key`; none, and a problem where there is something else.
  mutating func fields(_ node: SourceNode, key: String) -> [SourceNode.Field] {
    if isNull(node) { return [] }
    if case .mapping(let fields) = node.content { return fields }
    report(.notMapping(key: key), at: node)
    return []
  }

  /// The text of a scalar, or nil and a problem that says what was `expected`.
  mutating func string(_ node: SourceNode, key: String, expected: String) -> String? {
    if let text = node.text, !text.isEmpty { return text }
    report(.badValue(key: key, value: words(of: node), expected: expected), at: node)
    return nil
  }

  /// The value of `choices` that the scalar names, or nil and a problem.
  mutating func choice<Value>(_ node: SourceNode, key: String, _ choices: KeyValuePairs<String, Value>) -> Value? {
    let word = words(of: node)
    if let found = choices.first(where: { $0.key == word.lowercased() }) { return found.value }
    let expected = "one of " + choices.map(\.key).joined(separator: ", ")
    report(.badValue(key: key, value: word, expected: expected), at: node)
    return nil
  }

  /// The content of `node`, for people.
  func words(of node: SourceNode) -> String {
    switch node.content {
    case .scalar(let text, _): text
    case .sequence: "a list"
    case .mapping: "“name: value” lines"
    }
  }

  /// Whether the scalar stands for no value.
  func isNull(_ node: SourceNode) -> Bool { node.text != nil && node.presentText == nil }

  private func problem(_ error: YAMLError) -> SettingsProblem {
    let place = SettingsPlace(file: file, line: error.line, column: error.column)
    return switch error.kind {
    case .notUTF8: SettingsProblem(.syntax("it is not UTF-8"), at: place)
    case .syntax(let words): SettingsProblem(.syntax(words), at: place)
    case .repeatedKey(let key): SettingsProblem(.duplicateKey(key), at: place)
    case .tooComplex: SettingsProblem(.syntax("it is too deeply entangled"), at: place)
    }
  }
}
