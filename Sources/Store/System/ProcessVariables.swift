import CFileSystem

/// The variables of this process's environment; of one that is there twice, the first.
package func processVariables() -> [String: String] {
  var variables: [String: String] = [:]
  var next = gloss_environment()
  while let entry = next?.pointee {
    let text = String(cString: entry)
    if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), variables[String(text[..<equals])] == nil {
      variables[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
    }
    next = next?.successor()
  }
  return variables
}
