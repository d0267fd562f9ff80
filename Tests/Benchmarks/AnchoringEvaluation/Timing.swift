import Annotations
import Glibc
import Outline

/// The processor time that `work` takes, in seconds: what other programs do meanwhile does not count.
private func seconds(_ work: () -> Void) -> String {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  work()
  return "\(((now() - start) * 10_000).rounded() / 10) ms"
}

/// Prints how long it takes to read and to match a tree that is as deep as it has topics.
func measureDepth(_ depth: Int) {
  let text = String(repeating: "- ", count: depth) + "the innermost"
  var outline = Outline(parsing: [])
  let reading = seconds { outline = Outline(parsing: Array(("# Title\n\n" + text).utf8)) }
  let other = Outline(parsing: Array(text.utf8))
  let matching = seconds { _ = AnchorResolver.match(other, outline) }
  print("\(outline.maximumDepth) deep: read \(reading), matched \(matching)")
}

/// Prints how long it takes to find made-up topics again after edits of several sizes.
func measureTime(topics: Int) {
  let old = madeUpNote(topics: topics, edit: { _ in .kept })
  let edits: [(name: String, edit: (Int) -> Edit)] = [
    ("nothing changed", { _ in .kept }),
    ("one edited", { $0 == topics / 2 ? .edited : .kept }),
    (
      "1 % edited, deleted or moved",
      { $0 % 300 == 7 ? .edited : $0 % 300 == 11 ? .deleted : $0 % 300 == 17 ? .moved : .kept }
    ),
    ("all edited", { _ in .edited }),
    ("another file", { _ in .other }),
  ]
  let outline = Outline(parsing: Array(old.utf8))
  let step = max(1, (outline.count - 1) / 1000)
  let some = stride(from: 1, to: outline.count, by: step).prefix(1000).map(TopicIndex.init)
  let anchors = topics > 100_000 ? [] : Anchor.remembering(Array(some), in: outline, blob: nil)
  for (name, edit) in edits {
    let new = Outline(parsing: Array(madeUpNote(topics: topics, edit: edit).utf8))
    var kept = 0
    let whole = seconds { kept = AnchorResolver.match(outline, new).count { $0.state.isAttached } }
    let each = seconds { _ = AnchorResolver.place(anchors, in: new) }
    print(
      "\(name): \(outline.count) topics against \(new.count), \(kept) attached: \(whole); \(anchors.count) anchors: \(each)"
    )
  }
}

enum Edit { case kept, edited, deleted, moved, other }

/// Sections of twenty items of eight words each.
private func madeUpNote(topics: Int, edit: (Int) -> Edit) -> String {
  var note = ""
  var moved = ""
  for index in 0..<topics {
    if index % 20 == 0 { note += "## Section \(index / 20)\n" }
    var state = UInt64(index) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func word(_ salt: String) -> String {
      state = (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
      return "\(salt)\(state % 9000)"
    }
    let kind = edit(index)
    let words = (0..<8).map { _ in word(kind == .other ? "z" : "w") }
    let line = "- " + words.joined(separator: " ")
    switch kind {
    case .kept, .other: note += line + "\n"
    case .edited: note += line + " and more\n"
    case .deleted: break
    case .moved: moved += line + "\n"
    }
  }
  return note + moved
}
