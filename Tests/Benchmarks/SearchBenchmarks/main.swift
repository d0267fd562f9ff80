import Glibc
import Outline
import Search

// Filters a file of titles, one a line, by the letters of a word as they are typed: the time of the whole word as the
// jump takes it, and of each letter. Usage: SearchBenchmarks FILE WORD
//
// SearchBenchmarks forgiving FOLDER [FOLDER OF OTHER NOTES] says how often queries that are nearly right find what was
// meant, and how often words find something that are nowhere.
let arguments = CommandLine.arguments
if arguments.count > 2, arguments[1] == "forgiving" {
  var forgiving = Forgiving(notes(in: arguments[2]))
  forgiving.run(arguments.count > 3 ? Forgiving.plainWords(notes(in: arguments[3])) : [])
  exit(0)
}
guard arguments.count == 3, let file = fopen(arguments[1], "r") else {
  print("usage: SearchBenchmarks FILE WORD")
  exit(2)
}
var source: [UInt8] = []
var buffer = [UInt8](repeating: 0, count: 1 << 20)
while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { source += buffer[..<count] }
fclose(file)

// Every line is a topic.
var notes: [UInt8] = []
notes.reserveCapacity(source.count * 5 / 4)
for line in source.split(separator: 0x0A) {
  notes += [0x2D, 0x20]
  notes += line
  notes.append(0x0A)
}
let outline = Outline(parsing: notes)

func milliseconds(_ body: () -> Void) -> Double {
  let start = ContinuousClock.now
  body()
  let (seconds, attoseconds) = (ContinuousClock.now - start).components
  return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
}

func filter(_ word: String) -> Double {
  let pattern = FuzzyPattern(word)
  return milliseconds { _ = pattern.topics(in: outline, limit: 200) }
}

func text(_ time: Double) -> String { "\(Double(Int(time * 10)) / 10)" }

let word = arguments[2]
let whole = (0..<7).map { _ in filter(word) }.min() ?? 0
print("gloss, \(outline.count - 1) titles: \(text(whole)) ms for \(word)")
let letters = (1...word.count).map { length in
  (0..<3).map { _ in filter(String(word.prefix(length))) }.sorted()[1]
}
print("each letter: " + letters.map(text).joined(separator: ", ") + " ms")
