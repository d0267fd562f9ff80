import Testing

@testable import Outline

struct NestingTests {
  static let cases: [DialectCase] = [
    .init(
      "three blanks below two digits", "9. nine\n   - c9\n10. ten\n   - c10\n11. e",
      "9. nine\n  - c9\n10. ten\n  - c10\n11. e"),
    .init("two blanks below one digit", "1. a\n  - b\n2. d", "1. a\n  - b\n2. d"),
    .init(
      "text behind a blank line", "11. eleven\n\n   para\n12. twelve", "11. eleven\n12. twelve",
      ["eleven", "para", "twelve"]),
    .init("code behind a number", "10. a\n\n   ```\n   - x\n   ```\n11. b", "10. a\n11. b", ["a", "`- x`", "b"]),
    .init(
      "code that falls out", "3. a\n  ```\n## x\ny\n  ```\n\n# B\n\n1. c\n  ```\n  z\n  ```\n2. d",
      "3. a\n# B\n  1. c\n  2. d",
      ["a", "`## x⏎y`", "B", "c", "`z`", "d"]),
    .init("the same column", "1. a\n- b\n2. c", "1. a\n- b\n2. c"),
    .init("a number that goes on", "1. a\n\npara\n2. b", "1. a\n2. b", ["a", "para", "b"]),
    .init("a number that does not", "1. a\n\nin\n1986. b", "1. a", ["a", "in 1986. b"]),
    .init("numbers out of line", "1. a\n  2. b\n  3. c", "1. a\n2. b\n3. c"),
    .init("deeper", "10. a\n   - b\n     - c\n\n     d", "10. a\n  - b\n    - c", ["a", "b", "c", "d"]),
    .init("tasks keep their boxes", "10. [ ] a\n   - b", "10. [ ] a\n  - b"),
    .init("a heading is not drawn in", "10. a\n\n  # B", "10. a\n# B"),
    .init("twice a bullet", "*     * apples\n*     * pears", "*\n  * apples\n*\n  * pears"),
    .init(
      "an item that is a heading", "- # Beds\n- ## Alpha\n  text\n  - child", "- Beds\n- Alpha\n  - child",
      ["Beds", "Alpha", "text", "child"]),
    .init("a number that is a heading", "1. ### Download\n2. two", "1. Download\n2. two"),
    .init("a dash below an item", "- Phone\n  -\n- b\n  --", "- Phone\n  -\n- b\n  -"),
    .init("an underline below an item", "- Phone\n  ---\n  c", "- Phone", ["Phone", "c"]),
    .init("an underline below a paragraph", "Title\n-\n\ntext", "## Title"),
    .init("further headings of an item", "- # A\n  ## B\n  # C", "- A\n  ## B\n  # C"),
  ]

  @Test(arguments: cases) func itemsNestAsTheyLook(_ sample: DialectCase) { sample.check() }
}
