"""Short names of emoji to characters: the common ones; an unknown name stays as it was written."""

import re

SHORT_NAME = r":(?P<emoji>[a-z0-9_+'-]{1,60})(?:::skin-tone-[2-6])?:"

_GROUPS = """
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 joy 😂 slightly_smiling_face 🙂
wink 😉 blush 😊 heart_eyes 😍 thinking_face 🤔 neutral_face 😐 expressionless 😑
smirk 😏 unamused 😒 grimacing 😬 relieved 😌 sleeping 😴 sunglasses 😎 nerd_face 🤓
confused 😕 worried 😟 open_mouth 😮 astonished 😲 flushed 😳 cry 😢 sob 😭 scream 😱
disappointed 😞 sweat_smile 😅 triumph 😤 rage 😡 angry 😠 exploding_head 🤯
partying_face 🥳 hugging_face 🤗 melting_face 🫠 shrug 🤷 +1 👍 thumbsup 👍 -1 👎
thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 wave 👋
handshake 🤝 point_right 👉 point_left 👈 point_up 👆 point_down 👇 raised_hand ✋
eyes 👀 ear 👂 brain 🧠 speaking_head_in_silhouette 🗣️ heart ❤️ orange_heart 🧡
yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 broken_heart 💔
sparkling_heart 💖 100 💯 fire 🔥 star ⭐ star2 🌟 sparkles ✨ tada 🎉
confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 rocket 🚀 boom 💥 zap ⚡ bulb 💡
bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭
email 📧 envelope ✉️ inbox_tray 📥 outbox_tray 📤 package 📦 ledger 📒 notebook 📓
books 📚 book 📖 bookmark 🔖 label 🏷️ memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋
pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 scissors ✂️ file_folder 📁
open_file_folder 📂 calendar 📆 date 📅 spiral_calendar_pad 🗓️
card_index_dividers 🗂️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 newspaper 📰 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 key 🔑 hammer 🔨
wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ shield 🛡️ hourglass ⌛
hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock9 🕘
mantelpiece_clock 🕰️ moneybag 💰 money_with_wings 💸 euro 💶 dollar 💵
credit_card 💳 briefcase 💼 shopping_trolley 🛒 handbag 👜 office 🏢 house 🏠
factory 🏭 hospital 🏥 school 🏫 globe_with_meridians 🌐 earth_africa 🌍
earth_americas 🌎 world_map 🗺️ compass 🧭 white_check_mark ✅ heavy_check_mark ✔️
ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕
heavy_minus_sign ➖ question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕
bangbang ‼️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 sos 🆘 information_source ℹ️
recycle ♻️ repeat 🔁 arrows_counterclockwise 🔄 twisted_rightwards_arrows 🔀
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️
arrow_lower_right ↘️ leftwards_arrow_with_hook ↩️ arrow_forward ▶️
double_vertical_bar ⏸️ fast_forward ⏩ track_next ⏭️ black_square_for_stop ⏹️
rewind ⏪ new 🆕 soon 🔜 top 🔝 red_circle 🔴 large_orange_circle 🟠
large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_green_square 🟩
large_yellow_square 🟨 large_red_square 🟥 small_blue_diamond 🔹
small_orange_diamond 🔸 triangular_flag_on_post 🚩 checkered_flag 🏁
crossed_flags 🎌 dart 🎯 jigsaw 🧩 game_die 🎲 microphone 🎤 studio_microphone 🎙️
headphones 🎧 musical_note 🎵 notes 🎶 movie_camera 🎥 clapper 🎬 camera 📷 tv 📺
computer 💻 desktop_computer 🖥️ keyboard ⌨️ iphone 📱 telephone_receiver 📞
battery 🔋 electric_plug 🔌 robot_face 🤖 alien 👽 coffee ☕ tea 🍵 croissant 🥐
pizza 🍕 cake 🍰 birthday 🎂 beers 🍻 champagne 🍾 seedling 🌱 herb 🌿
four_leaf_clover 🍀 deciduous_tree 🌳 sunflower 🌻 sunny ☀️ partly_sunny ⛅
cloud ☁️ rain_cloud 🌧️ snowflake ❄️ umbrella ☔ rainbow 🌈 ocean 🌊 cat 🐱 dog 🐶
fox_face 🦊 bear 🐻 bee 🐝 bug 🐛 butterfly 🦋 turtle 🐢 whale 🐳 bird 🐦 owl 🦉
unicorn_face 🦄 snail 🐌 busts_in_silhouette 👥 bust_in_silhouette 👤 family 👪
technologist 🧑‍💻 construction 🚧 rotating_light 🚨 vertical_traffic_light 🚦
car 🚗 airplane ✈️ ship 🚢 bike 🚲 ticket 🎫 label_tag 🏷️ scales ⚖️ crystal_ball 🔮
magnet 🧲 test_tube 🧪 microscope 🔬 telescope 🔭 satellite_antenna 📡 anchor ⚓
mountain 🏔️ tent ⛺ beach_with_umbrella 🏖️ door 🚪 bed 🛏️ broom 🧹 basket 🧺
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣
nine 9️⃣ keycap_ten 🔟 zero 0️⃣ hash #️⃣ flag-fr 🇫🇷 fr 🇫🇷 flag-gb 🇬🇧 gb 🇬🇧
flag-us 🇺🇸 us 🇺🇸 flag-de 🇩🇪 de 🇩🇪 flag-es 🇪🇸 es 🇪🇸 flag-it 🇮🇹 it 🇮🇹 flag-eu 🇪🇺
flag-ca 🇨🇦 flag-be 🇧🇪 flag-ch 🇨🇭
"""

_PAIRS = _GROUPS.split()
CHARACTERS: dict[str, str] = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))

_PATTERN = re.compile(SHORT_NAME)


def character(name: str) -> str | None:
    """The emoji of a short name (skin tones are left out), or None."""
    return CHARACTERS.get(name.split("::")[0])


def with_emoji(text: str) -> str:
    """The text with its known short names replaced."""
    return _PATTERN.sub(lambda match: character(match["emoji"]) or match[0], text)
