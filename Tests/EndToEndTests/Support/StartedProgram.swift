import Foundation

/// A program that `posix_spawn` has started, with our ends of its pipes.
struct StartedProgram {
    let identifier: pid_t
    let output: Int32
    let errors: Int32

    /// Starts `line[0]`, writes `input` to its standard input and closes that.
    ///
    /// `input` is shorter than a pipe's buffer, so that writing never waits.
    init(_ line: [String], environment: [String: String], input: String) throws {
        let (inputEnd, ourInput) = try StartedProgram.pipe()
        let (ourOutput, outputEnd) = try StartedProgram.pipe()
        let (ourErrors, errorEnd) = try StartedProgram.pipe()
        defer { for descriptor in [inputEnd, outputEnd, errorEnd, ourInput] { close(descriptor) } }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, target) in [(inputEnd, 0), (outputEnd, 1), (errorEnd, 2)] as [(Int32, Int32)] {
            posix_spawn_file_actions_adddup2(&actions, descriptor, target)
        }
        for descriptor in StartedProgram.openDescriptors() where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        var allSignals = sigset_t()
        sigfillset(&allSignals)
        posix_spawnattr_setsigdefault(&attributes, &allSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var identifier = pid_t()
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let failure = StartedProgram.withCStrings(line) { arguments in
            StartedProgram.withCStrings(variables) {
                posix_spawn(&identifier, line[0], &actions, &attributes, arguments, $0)
            }
        }
        guard failure == 0 else {
            close(ourOutput)
            close(ourErrors)
            throw EndToEndError("\(line): \(String(cString: strerror(failure)))")
        }
        let bytes = Array(input.utf8)
        _ = write(ourInput, bytes, bytes.count)
        self.identifier = identifier
        output = ourOutput
        errors = ourErrors
    }

    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else { throw EndToEndError("pipe: errno \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Whatever has been opened, by whomever: a child must not keep another one's pipes alive.
    private static func openDescriptors() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }

    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
