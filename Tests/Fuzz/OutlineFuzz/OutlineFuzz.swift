import Outline

/// libFuzzer's entry: reads any bytes as an outline and asks everything of it; a wrong answer is a crash.
///
/// Built only with `GLOSS_FUZZ=1 swift build --product OutlineFuzz`, run as `.build/debug/OutlineFuzz FOLDER`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let broken = Outline(parsing: bytes).findFaults()
  precondition(broken.isEmpty, broken.joined(separator: "\n"))
  return 0
}
