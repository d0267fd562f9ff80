import BareParser
import Glibc
import Outline

// What it takes to build an outline, beside a pass of md4c whose callbacks do nothing: one after the other, in turn, so
// that whatever else the machine does falls on both. With files or none as arguments; made-up notes always.

func compare(_ name: String, _ bytes: [UInt8], rounds: Int) {
  var bare = Sample()
  var ours = Sample()
  var topics = 0
  for _ in 0..<rounds {
    bare.add(seconds { bytes.withUnsafeBytes(bareParse) })
    ours.add(seconds { topics = Outline(parsing: bytes).count })
  }
  print(
    "\(name), \(topics) topics: md4c alone \(bare); outline \(ours); ratio \((ours.wall / bare.wall).rounded(to: 2)), "
      + "of work \((ours.work / bare.work).rounded(to: 2))")
}

func measureMemory(_ name: String, _ bytes: [UInt8]) {
  let size = Double(bytes.count)
  let before = Memory.resident
  Memory.forgetPeak()
  let outline = Outline(parsing: bytes)
  let peak = Memory.peak
  let kept = Memory.resident
  print(
    "\(name): \((Double(kept - before) / size).rounded(to: 2)) of the file kept beside the text, at most "
      + "\((Double(peak - before) / size).rounded(to: 2)) while it was built (\(outline.count) topics)")
}

func firstScreen(_ bytes: [UInt8]) -> Sample {
  var sample = Sample()
  for _ in 0..<50 {
    sample.add(
      seconds {
        let outline = Outline(parsingPrefix: Outline.prefix(of: bytes, limit: 1 << 18))
        precondition(outline.indices.prefix(60).map { outline.title(of: $0) }.count > 1)
      })
  }
  return sample
}

func load() -> String {
  var loads = [0.0, 0, 0]
  getloadavg(&loads, 3)
  return "load \(loads.map { $0.rounded(to: 1) })"
}

func read(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&part, 1, part.count, file)
    if count == 0 { return bytes }
    bytes += part[..<count]
  }
}

print(load())
let files = CommandLine.arguments.dropFirst().map { read($0) + [0x0A, 0x0A] }.flatMap { $0 }
// First: what is freed later is not given back, and would be counted as free.
measureMemory("100 MB made up", notes(100_000_000))
for (name, size, rounds) in [("1 MB", 1_000_000, 31), ("10 MB", 10_000_000, 15), ("100 MB", 100_000_000, 5)] {
  let bytes = notes(size)
  compare("\(name) made up", bytes, rounds: rounds)
  guard !files.isEmpty else { continue }
  var real: [UInt8] = []
  while real.count < size { real += files }
  compare("\(name) of the files", real, rounds: rounds)
}
print("first screen without the program's own start: 10 kB \(firstScreen(notes(10_000)))")
print("first screen without the program's own start: 100 MB \(firstScreen(notes(100_000_000)))")
print(load())
