import Outline
import Testing

@Suite struct TopicSetTests {
  @Test("A set of topics is what a plain set is") func agreesWithAPlainSet() {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var set = TopicSet()
      var plain: Set<Int> = []
      for _ in 0..<60 {
        let start = Int.random(in: 0..<40, using: &numbers)
        let range = start..<start + Int.random(in: 0..<9, using: &numbers)
        if Bool.random(using: &numbers) {
          set.insert(range)
          plain.formUnion(range)
        } else {
          set.remove(range)
          plain.subtract(range)
        }
        #expect(set.ranges.flatMap { Array($0) } == plain.sorted())
        #expect(zip(set.ranges, set.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        #expect(set.count == plain.count && set.isEmpty == plain.isEmpty)
        #expect(set == TopicSet(plain.shuffled().map { $0..<$0 + 1 }))
        let asked = Int.random(in: 0..<50, using: &numbers)
        #expect(set.contains(TopicIndex(asked)) == plain.contains(asked))
        #expect(set.first(from: asked)?.int == plain.filter { $0 >= asked }.min())
        #expect(set.last(before: asked)?.int == plain.filter { $0 < asked }.max())
        let end = asked + Int.random(in: 0..<20, using: &numbers)
        #expect(set.count(in: asked..<end) == plain.filter { (asked..<end).contains($0) }.count)
      }
    }
  }
}
