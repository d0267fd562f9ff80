import Store
import StoreHarness
import Testing

@testable import App
@testable import Search

@Suite struct NoteIndexTests {
  private let folder = TemporaryFolder()

  private func index() throws -> NoteIndex {
    try #require(
      NoteIndex(
        of: folder.path, isNeeded: true, folder.environment(),
        variables: ["XDG_CACHE_HOME": folder.path + "/.cache"]))
  }

  /// The words as the files have them, and as the index says.
  private func words(_ index: NoteIndex, _ names: [String]) throws -> (read: [String], known: [String]) {
    var read = Vocabulary()
    for name in names { read.add(folder.bytes(name) ?? []) }
    let known = try #require(index.vocabulary(of: names.map { folder.path + "/" + $0 }))
    func sorted(_ vocabulary: Vocabulary) -> [String] {
      var words: [String] = []
      vocabulary.visit { words.append("\(String(decoding: $0, as: UTF8.self)) \($1)") }
      return words.sorted() + vocabulary.languages.map(\.rawValue).sorted()
    }
    return (sorted(read), sorted(known))
  }

  @Test("The index knows the words of the files, also when some have changed or gone") func words() throws {
    var names = (0..<120).map { "n\($0).md" }
    for (number, name) in names.enumerated() {
      folder.write("# Note \(number)\nword\(number) shared caf\u{E9} of\(number % 7)\n", to: name)
    }
    try index().refresh(names.map { folder.path + "/" + $0 })
    for round in 0..<4 {
      let later = try index()
      var (read, known) = try words(later, names)
      #expect(read == known && known.contains("shared \(names.count - round)"))
      folder.write("changed \(round) zyxomma\n", to: names[round])
      names.removeLast()
      (read, known) = try words(later, names)
      #expect(read == known)
      names.append("new\(round).md")
      folder.write("shared brandnew\n", to: "new\(round).md")
    }
    let (read, known) = try words(try index(), names)
    #expect(read == known && known.contains("brandnew 1"))
    #expect(try index().vocabulary(of: names, isWanted: { false }) == nil)
  }
}
