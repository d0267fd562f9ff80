import Foundation
import Testing

/// The map in `Sources/README.md` is what the compiler holds the modules to.
struct MapTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  /// Modules, and those that each leads to, over however many others.
  private struct Graph {
    private(set) var edges: [String: Set<String>] = [:]

    mutating func add(_ module: String, _ others: some Sequence<String>) {
      edges[module, default: []].formUnion(others)
    }

    func reachable(from module: String) -> Set<String> {
      var (found, waiting) = (Set<String>(), [module])
      while let next = waiting.popLast() {
        for other in edges[next] ?? [] where found.insert(other).inserted { waiting.append(other) }
      }
      return found
    }
  }

  private static func picture() throws -> Graph {
    var graph = Graph()
    for line in try text("Sources/README.md").split(separator: "\n") where line.contains("─►") {
      let chain = line.components(separatedBy: "─►").map { part in
        part.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      }
      for (from, to) in zip(chain, chain.dropFirst()) { graph.add(from[from.count - 1], to) }
    }
    return graph
  }

  /// The targets of the program and what they list.
  private static func manifest() throws -> Graph {
    let source = try text("Package.swift")
    let end = try #require(source.range(of: "// What tests share."))
    let targets = source[..<end.lowerBound]
    var graph = Graph()
    let start = /(?:module\(|\.(?:target|executableTarget|systemLibrary)\(\s*name: )\s*"(?<name>\w+)"/
    let matches = Array(targets.matches(of: start))
    for (index, match) in matches.enumerated() {
      let next = index + 1 < matches.count ? matches[index + 1].range.lowerBound : targets.endIndex
      var rest = targets[match.range.upperBound..<next]
      for word in ["resources:", "linkerSettings:", "path:", "pkgConfig:", "providers:"] {
        if let cut = rest.range(of: word) { rest = rest[..<cut.lowerBound] }
      }
      graph.add(String(match.output.name), rest.matches(of: /"(\w+)"/).map { String($0.output.1) })
    }
    return graph
  }

  @Test("The picture of the modules has the arrows of the manifest, no more and no fewer")
  func arrows() throws {
    let (picture, manifest) = (try Self.picture(), try Self.manifest())
    #expect(manifest.edges.count > 20 && manifest.edges["Commands"]?.contains("App") == true)
    for module in Set(picture.edges.keys).union(manifest.edges.keys) {
      #expect(picture.reachable(from: module) == manifest.reachable(from: module), "\(module)")
    }
  }

  @Test("Files that the map names are there")
  func files() throws {
    let folders = try FileManager.default.subpathsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    let names =
      folders + (try FileManager.default.subpathsOfDirectory(atPath: Self.root.appending(path: "Themes").path))
    for match in try Self.text("Sources/README.md").matches(of: /`([A-Za-z\/+]+\.swift)`/) {
      let name = String(match.output.1)
      #expect(
        name == "Package.swift" || names.contains { $0.hasSuffix(name.replacing("Themes/", with: "")) }, "\(name)")
    }
  }
}
