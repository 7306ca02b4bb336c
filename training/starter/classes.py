"""What the model knows, and the canvas it looks at."""

# In the order of the class ids of `native/contract/demo.ts` (PARTS).
CLASSES = ("bolt", "nut", "washer", "gear", "bearing", "bracket")

# Height and width of the input. A picture of 640 x 480 is halved exactly and gets eight rows of grey above and below.
CANVAS = (256, 320)

# The pictures of these seeds are what the figures on the model's card are measured on.
FIRST_UNSEEN_SEED = 900_000
