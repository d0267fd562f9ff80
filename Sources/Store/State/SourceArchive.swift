/// Copies of sources by git blob id: what annotations were written on, for finding their places again.
package struct SourceArchive: Sendable {
  private let environment: StoreEnvironment
  private let folder: String
  /// All copies together, in bytes; the oldest go first.
  private let maximumSize: UInt64

  /// - Parameter name: of the folder in the state folder, whose copies share `maximumSize`.
  package init(_ environment: StoreEnvironment, named name: String = "sources", maximumSize: UInt64 = 64 << 20) {
    self.environment = environment
    self.maximumSize = maximumSize
    folder = join(environment.stateDirectory, name)
  }

  /// Keeps the bytes of a source and returns their blob id; what alone is over the limit is not kept.
  /// - Throws: where it cannot be written; then there is no copy.
  @discardableResult
  package func keep(_ bytes: [UInt8]) throws(StoreError) -> String {
    let id = blobID(of: bytes)
    let path = join(folder, id)
    let isThere = (try? environment.fileSystem.status(of: path, in: nil, followingLinks: false)) != nil
    if !isThere, UInt64(bytes.count) <= maximumSize {
      try StateFolder.write(bytes, to: path, environment)
      try prune(keeping: id)
    }
    return id
  }

  /// The bytes of a blob, from here or from the repository of a source; nil where neither has it.
  /// - Throws: where the copy is there and cannot be read.
  package func bytes(ofBlob id: String, near source: String) throws(StoreError) -> [UInt8]? {
    guard id.utf8.count == 40, id.utf8.allSatisfy(Emitter.isLetterOrDigit) else { return nil }
    if let bytes = try StateFolder.read(join(folder, id), environment), blobID(of: bytes) == id { return bytes }
    return Git(source: source).blob(id)
  }

  private func prune(keeping id: String) throws(StoreError) {
    StateFolder.sweep(folder, environment)
    var files: [(name: String, status: FileStatus)] = []
    for name in try StateFolder.names(in: folder, environment) {
      let status = try? environment.fileSystem.status(of: join(folder, name), in: nil, followingLinks: false)
      if let status { files.append((name, status)) }
    }
    var size = files.reduce(0) { $0 + $1.status.size }
    for file in files.sorted(by: { $0.status.modified < $1.status.modified }) where file.name != id {
      if size <= maximumSize { return }
      try? environment.fileSystem.remove(join(folder, file.name), in: nil)
      size -= file.status.size
    }
  }
}
