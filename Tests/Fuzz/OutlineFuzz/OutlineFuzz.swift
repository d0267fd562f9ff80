import Outline

/// Reads any bytes as an outline and asks everything of it; a wrong answer is a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let broken = Outline(parsing: bytes).findFaults()
  precondition(broken.isEmpty, broken.joined(separator: "\n"))
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
