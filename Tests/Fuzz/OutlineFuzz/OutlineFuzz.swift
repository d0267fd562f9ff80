@testable import Outline

/// Reads any bytes as an outline, on one thread and on two, and asks everything of it; a wrong answer is a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let outline = Outline(parsing: bytes, parallelism: Parallelism(other: .never))
  let broken = outline.findFaults()
  precondition(broken.isEmpty, broken.joined(separator: "\n"))
  var parallelism = Parallelism(other: .always)
  parallelism.batch = 1 + count % 7
  parallelism.ahead = 1 + count % 3
  let beside = Outline(parsing: bytes, parallelism: parallelism)
  precondition(beside.storage.tables == outline.storage.tables, "two threads build another outline")
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer,
  _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry that the package manager looks for in an executable without a main file.
@_cdecl("OutlineFuzz_main")
public func runOutlineFuzz(_ count: CInt, _ arguments: UnsafeMutableRawPointer?) -> CInt {
  var count = count
  var arguments = arguments
  return withUnsafeMutablePointer(to: &arguments) { runFuzzer(&count, UnsafeMutableRawPointer($0), check) }
}
