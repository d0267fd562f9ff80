import CFileSystem

/// The variables of this process's environment; of one that is there twice, the first.
package func processVariables() -> [String: String] {
  guard let entries = gloss_environment() else { return [:] }
  var count = 0
  while entries[count] != nil { count += 1 }
  // A dictionary that grows is made several times over, and the first frame waits for this one.
  var variables = [String: String](minimumCapacity: count)
  for number in 0..<count {
    guard let entry = entries[number] else { break }
    let text = String(cString: entry)
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
    let name = String(text[..<equals])
    if variables[name] == nil { variables[name] = String(text[text.utf8.index(after: equals)...]) }
  }
  return variables
}
