import Annotations
import Outline

@testable import Search

/// Reads any bytes as a query and a note, and looks for the one in the other. A
/// wrong answer is a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func check(_ start: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: size)
  let split = input.firstIndex(of: 0x0A) ?? input.endIndex
  let text = String(decoding: input[..<split], as: UTF8.self)
  let note = Array(input[split...])
  for completion in Query.completions(of: text, at: text.count / 2 + 1) {
    precondition(completion.range.upperBound <= text.count)
  }
  _ = Query.misspelledFilter(in: text)
  let query: Query
  do {
    query = try Query(parsing: text)
  } catch {
    precondition(error.column >= 1 && error.range.upperBound <= text.count && !error.description.isEmpty)
    return 0
  }
  let outline = Outline(parsing: note)
  let matcher = Matcher(query)
  let hits = matcher.topics(in: outline).hits
  for hit in hits {
    precondition(hit.topic.int < outline.count)
    for range in hit.found { precondition(range.upperBound.int <= note.count) }
  }
  let may = matcher.mayFindTopics(in: note)
  precondition(hits.isEmpty || may, "a file was passed over")
  precondition(!may || matcher.mayFindTopics(TextSignature(of: note)), "the signature misses something")
  let whole = ByteOffset(0)..<ByteOffset(note.count)
  for range in matcher.ranges(in: outline, whole) { precondition(!range.isEmpty && range.upperBound.int <= note.count) }
  _ = matcher.match(SearchableAnnotation(id: "a", text: String(decoding: note, as: UTF8.self)))
  _ = matcher.neighbours(in: outline)
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer,
  _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry that the package manager looks for in an executable without a main file.
@_cdecl("QueryFuzz_main")
public func runQueryFuzz(_ count: CInt, _ arguments: UnsafeMutableRawPointer?) -> CInt {
  var count = count
  var arguments = arguments
  return withUnsafeMutablePointer(to: &arguments) { runFuzzer(&count, UnsafeMutableRawPointer($0), check) }
}
