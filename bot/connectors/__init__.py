"""Services outside, one file each: what they tell becomes facts that rituals understand."""
