import Testing

/// Tests of whole processes: one after the other, since each of them uses the machine as a whole.
@Suite(.serialized) enum WholeProcesses {}
