import Yams

/// Reads one YAML file and keeps a list of what is wrong in it.
struct SettingsReader {
  let file: String
  var problems: [SettingsProblem] = []

  /// Makes no values: nodes are all that is read here, and the usual one takes longer to set up than a file to read.
  private static var nothing: Constructor { Constructor([:], [:], [:]) }

  /// The file's outermost mapping; an empty file is an empty mapping.
  func root(_ bytes: [UInt8]) throws(SettingsProblem) -> Node.Mapping {
    let node: Node?
    do {
      node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self), .basic, SettingsReader.nothing, .utf8)
    } catch {
      throw problem(error)
    }
    guard let node else { return Node.Mapping([]) }
    if let mapping = node.mapping { return mapping }
    if node.scalar?.string.isEmpty == true { return Node.Mapping([]) }
    throw SettingsProblem(.notMapping(key: ""), at: place(node))
  }

  mutating func report(_ kind: SettingsProblem.Kind, at node: Node) {
    problems.append(SettingsProblem(kind, at: place(node)))
  }

  func place(_ node: Node) -> SettingsPlace {
    SettingsPlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  /// The mapping under `key`, or nil and a problem.
  mutating func mapping(_ node: Node, key: String) -> Node.Mapping? {
    if isNull(node) { return nil }
    if let mapping = node.mapping { return mapping }
    report(.notMapping(key: key), at: node)
    return nil
  }

  /// The text of a scalar, or nil and a problem that says what was `expected`.
  mutating func string(_ node: Node, key: String, expected: String) -> String? {
    if let scalar = node.scalar, !scalar.string.isEmpty { return scalar.string }
    report(.badValue(key: key, value: words(of: node), expected: expected), at: node)
    return nil
  }

  /// The value of `choices` that the scalar names, or nil and a problem.
  mutating func choice<Value>(_ node: Node, key: String, _ choices: KeyValuePairs<String, Value>) -> Value? {
    let word = words(of: node)
    if let found = choices.first(where: { $0.key == word.lowercased() }) { return found.value }
    let expected = "one of " + choices.map(\.key).joined(separator: ", ")
    report(.badValue(key: key, value: word, expected: expected), at: node)
    return nil
  }

  /// What stands at `node`, for people.
  func words(of node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string
    case .sequence: "a list"
    case .mapping: "“name: value” lines"
    case .alias: "an alias"
    }
  }

  /// Whether the scalar stands for no value.
  func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null"].contains(scalar.string.lowercased())
  }

  private func problem(_ error: any Error) -> SettingsProblem {
    func at(_ mark: Mark?) -> SettingsPlace {
      SettingsPlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return SettingsProblem(.syntax(problem), at: at(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      return SettingsProblem(.duplicateKey(keys.first ?? ""), at: at(context.mark))
    case .reader(let problem, _, _, _):
      return SettingsProblem(.syntax(problem), at: at(nil))
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil:
      return SettingsProblem(.syntax("\(error)"), at: at(nil))
    }
  }
}
