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
  var parts: [Substring] = []
  for part in join(folder, path).split(separator: "/") {
    switch part {
    case ".": continue
    case "..": _ = parts.popLast()
    default: parts.append(part)
    }
  }
  return "/" + parts.joined(separator: "/")
}
