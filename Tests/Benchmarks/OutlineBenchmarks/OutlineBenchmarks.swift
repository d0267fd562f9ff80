import Benchmark
import CMD4C
import Outline

/// A pass of md4c whose callbacks do nothing: what building an outline is measured against.
private func bareParse(_ bytes: [UInt8]) {
  var parser = MD_PARSER()
  parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
  parser.enter_block = { _, _, _ in 0 }
  parser.leave_block = { _, _, _ in 0 }
  parser.enter_span = { _, _, _ in 0 }
  parser.leave_span = { _, _, _ in 0 }
  parser.text = { _, _, _, _ in 0 }
  bytes.withUnsafeBytes { buffer in
    guard let base = buffer.baseAddress else { return }
    _ = md_parse(base.assumingMemoryBound(to: CChar.self), UInt32(buffer.count), &parser, nil)
  }
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.metrics = [.cpuUser, .wallClock, .peakMemoryResident]
  Benchmark.defaultConfiguration.maxDuration = .seconds(5)

  for (name, size) in [("1 MB", 1_000_000), ("10 MB", 10_000_000), ("100 MB", 100_000_000)] {
    Benchmark("\(name): md4c alone") { benchmark in
      let bytes = notes(size)
      benchmark.startMeasurement()
      bareParse(bytes)
    }
    Benchmark("\(name): outline") { benchmark in
      let bytes = notes(size)
      benchmark.startMeasurement()
      blackHole(Outline(parsing: bytes).count)
    }
  }
  for (name, size) in [("10 kB", 10_000), ("100 MB", 100_000_000)] {
    let bytes = notes(size)
    Benchmark("\(name): first screen") { benchmark in
      for _ in benchmark.scaledIterations {
        let outline = Outline(parsing: Outline.prefix(of: bytes, limit: 10_000))
        blackHole(outline.indices.prefix(60).map { outline.title(of: $0) })
      }
    }
  }
}
