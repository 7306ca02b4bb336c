;; The two inner loops of a permutation test of vectors, with the processor's vector instructions, which JavaScript cannot
;; reach. `npm run kernels` makes binary.ts of this. Positions and strides are in bytes, strides multiples of 32.
(module
  (memory (export "memory") 1)

  ;; Squared Euclidean distances of the row at $row to those before it, which begin at $first, as 64-bit floats at $out.
  (func (export "distancesOfRow") (param $first i32) (param $row i32) (param $stride i32) (param $out i32)
    (local $other i32) (local $at i32) (local $end i32) (local $shift i32)
    (local $difference v128) (local $sum0 v128) (local $sum1 v128)
    (local.set $other (local.get $first))
    (local.set $end (i32.add (local.get $row) (local.get $stride)))
    (loop $others
      (local.set $at (local.get $row))
      (local.set $shift (i32.sub (local.get $other) (local.get $row)))
      (local.set $sum0 (v128.const i64x2 0 0))
      (local.set $sum1 (v128.const i64x2 0 0))
      ;; Two sums, so that no addition waits for the one before it.
      (loop $components
        (local.set $difference (f64x2.sub
          (v128.load (local.get $at))
          (v128.load (i32.add (local.get $at) (local.get $shift)))))
        (local.set $sum0 (f64x2.add (local.get $sum0) (f64x2.mul (local.get $difference) (local.get $difference))))
        (local.set $difference (f64x2.sub
          (v128.load offset=16 (local.get $at))
          (v128.load offset=16 (i32.add (local.get $at) (local.get $shift)))))
        (local.set $sum1 (f64x2.add (local.get $sum1) (f64x2.mul (local.get $difference) (local.get $difference))))
        (br_if $components
          (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
      (local.set $sum0 (f64x2.add (local.get $sum0) (local.get $sum1)))
      (f64.store (local.get $out)
        (f64.add (f64x2.extract_lane 0 (local.get $sum0)) (f64x2.extract_lane 1 (local.get $sum0))))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $others
        (i32.lt_u (local.tee $other (i32.add (local.get $other) (local.get $stride))) (local.get $row)))))

  ;; Sum over all pairs (a, b), b <= a, of members of a group. $matrix: 16-bit numbers, nothing but zeros above the
  ;; diagonal; $members: $size row numbers of 32 bits; $isMember: 1 for each row in the group, else 0, of 16 bits.
  (func (export "sumOver")
    (param $matrix i32) (param $stride i32) (param $members i32) (param $size i32) (param $isMember i32) (result i32)
    (local $end i32) (local $member i32) (local $at i32) (local $last i32) (local $shift i32)
    (local $sum0 v128) (local $sum1 v128)
    (local.set $end (i32.add (local.get $members) (i32.shl (local.get $size) (i32.const 2))))
    (loop $rows
      (local.set $member (i32.load (local.get $members)))
      (local.set $at (i32.add (local.get $matrix) (i32.mul (local.get $member) (local.get $stride))))
      (local.set $shift (i32.sub (local.get $isMember) (local.get $at)))
      ;; The 32 bytes that hold the diagonal are the last to be read of a row.
      (local.set $last
        (i32.add (local.get $at) (i32.and (i32.shl (local.get $member) (i32.const 1)) (i32.const -32))))
      (loop $columns
        (local.set $sum0 (i32x4.add (local.get $sum0) (i32x4.dot_i16x8_s
          (v128.load (local.get $at))
          (v128.load (i32.add (local.get $at) (local.get $shift))))))
        (local.set $sum1 (i32x4.add (local.get $sum1) (i32x4.dot_i16x8_s
          (v128.load offset=16 (local.get $at))
          (v128.load offset=16 (i32.add (local.get $at) (local.get $shift))))))
        (br_if $columns
          (i32.le_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $last))))
      (br_if $rows
        (i32.lt_u (local.tee $members (i32.add (local.get $members) (i32.const 4))) (local.get $end))))
    (local.set $sum0 (i32x4.add (local.get $sum0) (local.get $sum1)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sum0)) (i32x4.extract_lane 1 (local.get $sum0)))
      (i32.add (i32x4.extract_lane 2 (local.get $sum0)) (i32x4.extract_lane 3 (local.get $sum0))))))
