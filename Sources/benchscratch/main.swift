import ScrapBench
import Glibc
mkdir("/var/tmp/bx", 0o700)
unlink("/var/tmp/bx/durable-mark")
let full = CommandLine.arguments.contains("full")
let plan = BenchSuite.Plan(roundCount: full ? 101 : 41, entryCounts: full ? [1000, 10000,100000,1000000] : [1000, 10000], directory: "/var/tmp/bx")
let suite = BenchSuite(plan: plan)
let results = Bench(cases: try suite.cases(), roundCount: plan.roundCount).run { _ in }
for r in results { print(r.benchCase.name, Int(r.medianNanoseconds), "ns ratio", r.ratio.map { String(describing: (($0*10000).rounded()/10000)) } ?? "-", "goal", r.benchCase.goal.map { "\($0)" } ?? "-", r.isMet.map { $0 ? "met" : "MISSED" } ?? "", "alloc", r.allocationCount.map { "\($0)" } ?? "-") }
