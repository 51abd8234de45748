"""The call package (Aufrufpaket): a whole call in one ZIP, from its organisers to its published results.

Its words: *table* (a CSV file), *row*, *fault* (what is wrong, in which file and line), *canonical* (of all ways to
write the same call, the one that export writes, so that equal calls are equal bytes), *difference*.

What never happens here: half a package is imported; a package is guessed at; an imported call is changed by a
package; an address that its owner withheld is let in.
"""
