namespace Uso.Matching.Normalise;

/// <summary>
/// Given names that stand for one another. Evidence for a human, never alone for a link: Alexander and Alexandra are both Alex, and twins.
/// </summary>
internal static class Nicknames
{
    private static readonly NameGroups Groups = new("""
        abigail abi abbie abby gail
        alexander alex alec alexi sandy xander sasha zander
        alexandra alexandria alex alexa lexi lexie sandra sandy sasha
        alfred alfie alf fred freddie
        amelia millie milly amy emmy
        andrew andy drew
        annabelle anna bella belle
        anthony antony tony ant
        archibald archie
        barbara barb babs
        bartholomew bart
        benjamin ben benji benny
        catherine katherine kathryn cate cath cathy kate katie kathy kitty kat kay katya
        charles charlie chas chuck
        charlotte charlie lottie lotte
        christina christine chris chrissie tina kirsty
        christopher chris kit topher
        daniel dan danny
        danielle dani ellie
        david dave davey dai
        deborah debbie deb
        dominic dom nic
        dorothy dot dottie dolly
        edward ed eddie ted teddy ned
        eleanor ellie nell nellie nora ella
        elizabeth elisabeth beth betty bess eliza ella ellie libby lily liz lizzie elsie lisa betsy
        emily em emmie millie
        evangeline eve evie eva ev
        florence flo florrie flossie
        francesca fran frankie chessie
        francis frank frankie fran
        frederick fred freddie freddy
        gabriel gabe
        gabriella gabrielle gabby ella
        geoffrey geoff jeff jeffrey
        george georgie
        georgina georgia georgie gina
        gerald gerry jerry
        gregory greg
        harold harry hal
        harriet hattie harrie
        henry harry hal hank
        isaac ike zac
        isabella isabelle isobel isabel bella belle izzy issy ella
        jacob jake jakub jack
        jacqueline jackie jacqui
        james jim jimmy jamie jem
        jasmine jas jaz jazz
        jennifer jen jenny
        jessica jess jessie
        john jack johnny jon
        jonathan jon jonny johnny nathan
        joseph joe joey yusuf youssef yousef jo
        josephine jo josie
        joshua josh
        katarzyna kasia
        kenneth ken kenny
        lawrence laurence larry laurie loz
        leonard leo len lenny
        leonardo leo
        lucas luke luca lukasz
        madeleine maddie maddy
        maisie margaret maggie meg megan peggy daisy greta rita
        malgorzata gosia
        martha marty mattie
        mary molly polly may maria
        matilda tilly tillie mattie
        matthew matt matty mateusz
        maximilian max maximus
        michael mike mick micky mikey michal mickey
        michelle shelly
        mohammed muhammad mohammad mohamed muhammed mo mohd
        nathaniel nathan nat nate
        nicholas nick nicky nico nic
        nicola nicky nic nikki
        oliver ollie olly
        olivia liv livvy livia ollie oliwia
        pamela pam
        patricia pat patsy tricia trish
        patrick pat paddy
        penelope penny
        peter pete piotr
        philip phillip phil pip
        rebecca becca becky bex
        reginald reg reggie
        richard rich rick ricky dick richie
        robert rob bob bobby robbie bert
        ronald ron ronnie
        rosemary rose rosie
        samantha sam sammy
        samuel sam sammy
        sarah sara sally sadie
        sebastian seb bas
        sophia sophie sofia zofia
        stephanie steph stevie
        stephen steven steve stevie
        susan sue suzie susie susannah
        terence terry
        theodore theo ted teddy
        thomas tom tommy tomasz
        timothy tim timmy
        valerie val
        veronica ronnie vera
        victoria vicky vicki tori
        vincent vince vinnie
        walter walt wally
        william will bill billy liam willie
        winifred winnie freda
        zachary zach zac zack zak
        """);

    internal static bool Related(string one, string other) => Groups.Share(one, other);
}
