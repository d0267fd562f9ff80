/// Notes as people write them, made up: the same every time, of any size.
func notes(_ size: Int) -> [UInt8] {
  let lines = [
    "## Section with **bold** and `code`\n\n",
    "Some text that goes on for a while, with a [link](https://example.org/a/b) in it,\n",
    "wrapped once.\n\n", "* A topic\n", "    * Another, *nested*, with more words than the one above it\n",
    "        * `__init__` is called before the import\n", "        * Deeper & deeper: see <https://example.org>\n",
    "    * [ ] something to do\n", "    * \n", "1. first\n2. second\n\n", "| a | b |\n|---|---|\n| c | d |\n\n",
    "```swift\nlet x = 1\n- not an item\n```\n\n", "> quoted text\n\n",
  ]
  var state: UInt64 = 42
  var bytes: [UInt8] = []
  bytes.reserveCapacity(size + 256)
  while bytes.count < size {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    bytes += lines[Int(state >> 33) % lines.count].utf8
  }
  return bytes
}
