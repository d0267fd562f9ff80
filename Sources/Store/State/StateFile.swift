import Yams

/// Small things that outlive a session: folds, place, marks, the last notebook.
extension Store {
  /// What was stored under a name for a source, or for the program as a whole without one; nil where nothing was.
  ///
  /// - Throws: `.damagedState` where it cannot be read; storing something new mends that.
  package func state<Value: Decodable>(
    _ type: Value.Type, named name: String, for source: String? = nil
  ) throws(StoreError) -> Value? {
    let path = statePath(name, source)
    guard let bytes = try StateFolder.read(path, environment) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self),
      // No resolver: its rules are regular expressions, which take longer to make ready than the file to be read.
      let node = try? Yams.compose(yaml: text, .basic, .default, .utf8),
      let value = try? YAMLDecoder().decode(type, from: node)
    else { throw .damagedState(path: path) }
    return value
  }

  /// Stores a value in one step; it is not forced onto the disk at once.
  package func setState<Value: Encodable>(
    _ value: Value, named name: String, for source: String? = nil
  ) throws(StoreError) {
    let path = statePath(name, source)
    guard let text = try? YAMLEncoder().encode(value) else { throw .damagedState(path: path) }
    try StateFolder.write(Array(text.utf8), to: path, environment)
  }

  private func statePath(_ name: String, _ source: String?) -> String {
    source.map { notebookPath($0, name + ".yaml") } ?? normalized(name + ".yaml", from: environment.stateDirectory)
  }

  /// Where what is kept for a source lies under a name.
  func notebookPath(_ source: String, _ name: String) -> String {
    normalized("notebooks/" + SHA1.hexadecimal(Array(source.utf8)) + "/" + name, from: environment.stateDirectory)
  }
}
