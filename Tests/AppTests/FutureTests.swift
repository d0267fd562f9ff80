import Testing

@testable import App

struct FutureTests {
  @Test("A future has the value that its thread made, as often as it is asked")
  func value() {
    let future = Future { (1...1000).reduce(0, +) }
    #expect(future.value == 500_500)
    #expect(future.value == 500_500)
  }
}
