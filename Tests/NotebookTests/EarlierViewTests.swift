import Outline
import Testing

@testable import Notebook

/// Places that earlier versions of the program noted, which called some topics otherwise.
@Suite struct EarlierViewTests {
  private let outline = Outline(
    parsing: Array("- Bed one\n  id:: 64aa0000\n  - carrots\n- # Beds\n- Copy <title> to <label>\n".utf8))

  private func title(_ path: [String], line: Int) -> String? {
    outline.topic(rememberedAs: SavedView.PlaceMemory(file: "", path: path, line: line)).map(outline.title(of:))
  }

  @Test(
    "A topic is known by its line where most words of its title are the same",
    arguments: [
      (["Bed one id:: 64aa0000"], 1, "Bed one"), (["Bed one id:: 64aa0000", "carrots"], 3, "carrots"),
      (["", "Beds"], 4, "Beds"), (["Copy  to"], 5, "Copy <title> to <label>"),
    ])
  func lines(_ path: [String], _ line: Int, _ found: String) { #expect(title(path, line: line) == found) }

  @Test("A title that is all others' is nowhere") func others() {
    #expect(title(["Seeds of spring"], line: 1) == nil)
    #expect(title(["Bed two", "carrots"], line: 4) == nil)
  }
}
