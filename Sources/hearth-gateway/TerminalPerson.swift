import BlueZ
import Foundation

/// The person at the terminal: questions go to standard output, answers come from standard input.
struct TerminalPerson: PairingPerson {
    let capability: PairingCapability

    func passkey() async -> UInt32? {
        await ask("Passkey that the device shows: ").flatMap { UInt32($0) }
    }

    func isSame(_ number: UInt32) async -> Bool {
        let answer = await ask("Does the device show \(Self.digits(number))? [yes/no] ")
        return answer?.lowercased().hasPrefix("y") ?? false
    }

    func show(passkey: UInt32, entered: UInt8) async {
        if entered == 0 { say("Type \(Self.digits(passkey)) at the device.\n") }
    }

    private func ask(_ question: String) async -> String? {
        say(question)
        return await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: readLine(strippingNewline: true)) }.start()
        }
    }

    private func say(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    private static func digits(_ number: UInt32) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 6 - text.count)) + text
    }
}
