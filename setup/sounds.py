"""Makes the sounds that ship in resources/sounds. The files are kept in the repository; run this again only
to change them: `python setup/sounds.py`. Nothing is drawn from anywhere else, so they carry our licence.

* hold.wav: music on hold, 32 s, made to loop without a seam
* ringback.wav: the ring a caller hears where the far end sends none (ITU-T E.180: 425 Hz, 1 s on, 4 s off)
* beep.wav: 0.2 s, after which one may speak
"""

from __future__ import annotations

import array
import math
import wave
from pathlib import Path

RATE = 8_000
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"

BEAT = 60 / 75
BARS = 10
LENGTH = round(BARS * 4 * BEAT * RATE)

# Chords as MIDI notes: bass, then four voices that lie close to those of the chord before.
CHORDS = [
    (41, (57, 60, 64, 67)),  # F major 9
    (38, (57, 60, 64, 65)),  # D minor 9
    (43, (58, 62, 65, 69)),  # G minor 9
    (36, (58, 60, 64, 67)),  # C 7
    (45, (55, 60, 64, 67)),  # A minor 7
    (38, (53, 60, 64, 69)),  # D minor 9
    (46, (53, 57, 62, 65)),  # B flat major 7
    (43, (53, 58, 62, 65)),  # G minor 7
    (46, (53, 58, 62, 67)),  # B flat 6
    (36, (55, 58, 60, 65)),  # C 7 sus 4
]
# Which voice sounds on which eighth, and the tune above them: (bar, beat, note, length in beats).
PATTERN = (0, 2, 1, 3, 2, 1, 3, 2)
TUNE = [
    (0, 0.0, 72, 1.5), (0, 1.5, 69, 0.5), (0, 2.0, 76, 2.0), (1, 0.0, 74, 1.0), (1, 1.0, 72, 1.0),
    (1, 2.0, 69, 2.0), (2, 0.0, 70, 1.5), (2, 1.5, 74, 0.5), (2, 2.0, 77, 2.0), (3, 0.0, 76, 1.0),
    (3, 1.0, 74, 1.0), (3, 2.0, 72, 2.0), (4, 0.0, 76, 1.5), (4, 1.5, 79, 0.5), (4, 2.0, 76, 2.0),
    (5, 0.0, 77, 1.0), (5, 1.0, 76, 1.0), (5, 2.0, 74, 2.0), (6, 0.0, 74, 1.5), (6, 1.5, 72, 0.5),
    (6, 2.0, 69, 2.0), (7, 0.0, 70, 1.0), (7, 1.0, 69, 1.0), (7, 2.0, 67, 2.0), (8, 0.5, 70, 0.5),
    (8, 1.0, 74, 1.0), (8, 2.0, 77, 2.0), (9, 0.0, 76, 2.0), (9, 2.0, 72, 2.0),
]  # fmt: skip


def frequency(note: int) -> float:
    """Hz of a MIDI note."""
    return 440.0 * 2 ** ((note - 69) / 12)


def strike(mix: list[float], at: float, note: int, seconds: float, loudness: float, bright: float) -> None:
    """Add one note of an electric piano: a tone whose phase a second one moves, both dying away. What
    reaches past the end goes on at the beginning, so the loop has no seam."""
    tone = 2 * math.pi * frequency(note) / RATE
    start = round(at * RATE)
    for i in range(round((seconds + 1.2) * RATE)):
        t = i / RATE
        attack = min(1.0, t / 0.006)
        release = 1.0 if t < seconds else math.exp(-(t - seconds) * 7)
        body = math.sin(tone * i + bright * math.exp(-t * 4) * math.sin(tone * i))
        mix[(start + i) % LENGTH] += loudness * attack * release * math.exp(-t * 1.5) * body


def hold_music() -> list[float]:
    """The piece, -1 to 1."""
    mix = [0.0] * LENGTH
    for bar, (bass, voices) in enumerate(CHORDS):
        begin = bar * 4 * BEAT
        strike(mix, begin, bass + 12, 1.8 * BEAT, 0.30, 0.5)
        strike(mix, begin + 2 * BEAT, bass + 19, 1.4 * BEAT, 0.18, 0.5)
        for eighth, voice in enumerate(PATTERN):
            strike(mix, begin + eighth * BEAT / 2, voices[voice], 0.6 * BEAT, 0.13, 0.9)
    for bar, beat, note, beats in TUNE:
        strike(mix, (bar * 4 + beat) * BEAT, note, beats * BEAT * 0.9, 0.22, 1.4)
    peak = max(abs(value) for value in mix)
    return [value / peak for value in mix]


def sine(hertz: float, seconds: float) -> list[float]:
    """A tone with soft edges."""
    count = round(seconds * RATE)
    edge = round(0.01 * RATE)
    return [
        min(1.0, i / edge, (count - 1 - i) / edge) * math.sin(2 * math.pi * hertz * i / RATE)
        for i in range(count)
    ]


def write(name: str, samples: list[float], decibels: float) -> None:
    """Write 16-bit mono with this peak, in decibels below full scale."""
    scale = 32_767 * 10 ** (decibels / 20)
    data = array.array("h", (round(value * scale) for value in samples))
    with wave.open(str(FOLDER / name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())


def main() -> None:
    """Make every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("hold.wav", hold_music(), -8)
    write("ringback.wav", sine(425, 1.0) + [0.0] * (4 * RATE), -12)
    write("beep.wav", sine(850, 0.2), -12)


if __name__ == "__main__":
    main()
