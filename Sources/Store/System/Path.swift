/// Joins a folder and a name; an absolute name stands for itself.
package func join(_ folder: String, _ name: String) -> String {
  if name.utf8.first == UInt8(ascii: "/") || folder.isEmpty { return name }
  return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
}

/// The folder that a path stands in, and its last component.
package func split(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let name = String(path[path.index(after: slash)...])
  return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
}

/// An absolute path without `.`, `..` and doubled slashes; links are not looked at.
package func normalized(_ path: String, from folder: String) -> String {
  let slash = UInt8(ascii: "/")
  let dot = UInt8(ascii: ".")
  let bytes = Array(join(folder, path).utf8)
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + 1)
  var at = 0
  while at < bytes.count {
    var end = at
    while end < bytes.count, bytes[end] != slash { end += 1 }
    if end - at == 2, bytes[at] == dot, bytes[at + 1] == dot {
      while let last = result.popLast(), last != slash {}
    } else if end > at, end - at > 1 || bytes[at] != dot {
      result.append(slash)
      result.append(contentsOf: bytes[at..<end])
    }
    at = end + 1
  }
  return result.isEmpty ? "/" : String(decoding: result, as: UTF8.self)
}
